import type { VariableUse } from '../../document/document';
import { isUtf8 } from '../body/charsets';
import { charsetIn } from '../body/contentType';
import { boundaryCount, delimiterKind } from '../body/multipart';
import { hasControl, isWellFormed, type Refuse, type ValuePlace } from './valuePlace';

/**
 * The values of a multipart body: text of a part, or of a part's headers, where those between quotation marks are written as PHP and other servers
 * read them. A part ends at the boundary only, so none may hold that.
 * @param isVariable whether the header has the boundary from a variable, so that the lines of it may too
 */
export function multipartValues(boundary: string, isVariable: boolean, refuse: Refuse): ValuePlace {
	let inContent = false;
	let line = '';
	let isQuoted = false;
	let charset = 'utf-8';
	/** How many lines are meant to be one. */
	let boundaries = 0;
	/** On a line that may be a boundary. */
	let inLine: VariableUse | undefined;
	const contents: { readonly value: string; readonly use: VariableUse }[] = [];

	function endLine(): void {
		const content = line.replace(/\r$/u, '');
		if (delimiterKind(content, boundary) !== undefined) {
			inContent = false;
			charset = 'utf-8';
		} else if (!inContent) {
			inContent = content === '';
			charset = /^content-type\s*:/iu.test(content) ? (charsetIn(content) ?? 'utf-8') : charset;
		}
		boundaries += line.startsWith(`--${boundary}`) && (isVariable || inLine === undefined) ? 1 : 0;
		line = '';
		inLine = undefined;
		isQuoted = false;
	}

	function typed(text: string): string {
		for (const [index, piece] of text.split('\n').entries()) {
			if (index > 0) {
				endLine();
			}
			line += piece;
			isQuoted = isQuoted !== hasOddQuotes(piece);
		}
		return text;
	}

	function headerValue(value: string, use: VariableUse): string {
		if (hasControl(value) || !isWellFormed(value) || !(isQuoted ? mayBeQuoted(value) : mayBeUnquoted(value))) {
			refuse('valueInHeader', use);
		}
		return isQuoted ? value.replace(/["\\]/gu, String.raw`\$&`) : value;
	}

	/** PHP takes the quotation mark behind two backslashes for text, and what is typed must not be half an escape. */
	function mayBeQuoted(value: string): boolean {
		return !value.endsWith('\\') && !line.endsWith('\\');
	}

	/** Behind a semicolon a parameter stands, which another one could begin in. */
	function mayBeUnquoted(value: string): boolean {
		return line.includes(';') ? /^[\w!#$&+.^`|~-]*$/u.test(value) : value === value.trim();
	}

	return {
		typed,
		value: (value, use) => {
			if (!inContent && !line.startsWith('--')) {
				const sent = headerValue(value, use);
				line += sent;
				return sent;
			}
			contents.push({ value, use });
			if (!isWellFormed(value)) {
				refuse('valueSurrogate', use);
			} else if (!isUtf8(charset) && /[^\0-\x7F]/u.test(value)) {
				refuse('valueCharset', use);
			}
			inLine = line.startsWith('--') ? use : inLine;
			// What is typed behind a value begins no boundary.
			line += line.startsWith('--') ? value : ' ';
			return value;
		},
		finish: sent => {
			endLine();
			if (boundaryCount(sent, boundary) > boundaries) {
				const culprit = contents.find(({ value }) => value.includes(`--${boundary}`)) ?? contents[0];
				if (culprit !== undefined) {
					refuse('valueInPart', culprit.use);
				}
			}
		},
	};
}

/** Does the text begin or end a stretch between quotation marks? */
function hasOddQuotes(text: string): boolean {
	return (text.replace(/\\[^]/gu, '').split('"').length - 1) % 2 === 1;
}
