import type { HttpDocument } from '../document/document';
import type { Span } from '../problem';

/** The whole lines of a span, the last line break included. */
export function lineOf(document: HttpDocument, { start, end }: Span): Span {
	const { start: from, text } = document.stretchAt(start) ?? { start: 0, text: '' };
	const lineFeed = text.indexOf('\n', end - from);
	return {
		start: start === from ? from : from + text.lastIndexOf('\n', start - from - 1) + 1,
		end: lineFeed < 0 ? from + text.length : from + lineFeed + 1,
	};
}
