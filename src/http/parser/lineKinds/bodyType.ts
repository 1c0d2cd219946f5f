import { charsetNamed, isUtf8 } from '../../build/body/charsets';
import { multipartProblems } from '../../build/body/multipart';
import { type Draft, type ParserState, report } from '../draft';
import type { Span } from '../../problem';
import { replaceUses } from '../variableUses';

/** What the body has to be by its Content-Type, as far as the text tells. */
export function checkBodyType({ text }: ParserState, draft: Draft): void {
	const { contentType, contentTypeSpan, boundary } = draft;
	if (contentType === undefined || contentTypeSpan === undefined || contentType.includes('{{')) {
		return;
	}
	if (!contentType.startsWith('multipart/')) {
		checkCharset(text, draft, contentTypeSpan);
	} else if (boundary === undefined) {
		report(draft, 'multipartBoundary', { start: draft.start, end: draft.end }, contentType);
	} else if (!boundary.includes('{{') && isTyped(text, draft)) {
		const isForm = contentType === 'multipart/form-data';
		const span = { start: draft.bodyStart, end: draft.bodyEnd };
		for (const { code, span: found, detail } of multipartProblems(text, span, { boundary, isForm })) {
			report(draft, code, found, detail);
		}
	}
}

/** Not if it is a file, or a variable, that has all of the parts. */
function isTyped(text: string, { bodyStart, bodyEnd }: Draft): boolean {
	const body = text.slice(bodyStart, bodyEnd);
	return !/^(?:<(?:@\S*)?\s.*|\{\{[^{}]*\}\})$/u.test(body.trim());
}

function checkCharset(text: string, draft: Draft, contentTypeSpan: Span): void {
	const { charset: name = 'utf-8' } = draft;
	if (isUtf8(name) || name.includes('{{')) {
		return;
	}
	const charset = charsetNamed(draft.bodyKind === 'form' ? 'us-ascii' : name);
	if (charsetNamed(name) === undefined || charset === undefined) {
		report(draft, 'unknownCharset', contentTypeSpan, name);
		return;
	}
	for (let start = draft.bodyStart; start <= draft.bodyEnd;) {
		const lineFeed = text.indexOf('\n', start);
		const end = lineFeed < 0 || lineFeed > draft.bodyEnd ? draft.bodyEnd : lineFeed;
		const line = replaceUses(text.slice(start, end), () => '');
		if (!charset.holds(line) && !/^\s*(?:#|\/\/|<(?:@\S*)?\s)/u.test(line)) {
			report(draft, 'charsetCharacter', { start, end }, name);
			return;
		}
		start = end + 1;
	}
}
