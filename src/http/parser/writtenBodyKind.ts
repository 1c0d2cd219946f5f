import type { BodyKind } from '../document/document';
import { find } from './lines';
import type { Span } from '../problem';

/** What a body is by its first line. @param line the first one, without the blanks around it */
export function bodyKind(text: string, { start, end }: Span, contentType: string | undefined): BodyKind {
	if (contentType !== undefined && !contentType.includes('{{')) {
		return kindByType(contentType);
	}
	const first = text.charCodeAt(start);
	if ((first === 123 && text.charCodeAt(start + 1) !== 123) || first === 91) {
		return 'json';
	}
	return first !== 60 && first !== 34 && find(text, 61, start, end) >= 0 ? 'form' : 'text';
}

/** @param contentType in lower case, without parameters */
export function kindByType(contentType: string): BodyKind {
	if (contentType === 'application/x-www-form-urlencoded') {
		return 'form';
	}
	if (contentType.startsWith('multipart/')) {
		return 'multipart';
	}
	return /[/+]json$/u.test(contentType) ? 'json' : 'text';
}
