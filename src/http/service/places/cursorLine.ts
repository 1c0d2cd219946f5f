import type { HttpDocument, RequestBlock } from '../../document/document';
import type { Span } from '../../problem';

/** The line that a cursor is on, and where it is in its block. All offsets are those of the document. */
export interface CursorLine {
	readonly offset: number;
	readonly start: number;
	readonly end: number;
	readonly before: string;
	/** Without the line break. */
	readonly after: string;
	/** The request of the stretch; undefined where there is none yet. */
	readonly block: RequestBlock | undefined;
	/** The line that the method and the target start on. */
	readonly isRequestLine: boolean;
	/** Blanks before the request line's first word. */
	readonly indent: number;
	/** Whether a blank line is between the target and this line. */
	readonly isBelowBlank: boolean;
	/** The text of the block, or of the gap, above the cursor. */
	readonly above: string;
}

export function cursorLineAt(document: HttpDocument, offset: number): CursorLine {
	const { start: from, text, block } = document.stretchAt(offset) ?? { start: 0, text: '', block: undefined };
	const at = offset - from;
	const lineStart = startOfLine(text, at);
	const lineFeed = text.indexOf('\n', at);
	const lineEnd = lineFeed < 0 ? text.length : lineFeed;
	const requestStart = block === undefined ? -1 : block.requestLine.start - from;
	return {
		offset,
		start: from + lineStart,
		end: from + lineEnd,
		before: text.slice(lineStart, at),
		after: text.slice(at, lineEnd).replace(/\r$/u, ''),
		block,
		isRequestLine: lineStart <= requestStart && requestStart <= lineEnd,
		indent: requestStart < 0 ? 0 : requestStart - startOfLine(text, requestStart),
		isBelowBlank: block !== undefined && /\n[^\S\n]*\n/u.test(text.slice(block.targetSpan.end - from, lineStart)),
		above: text.slice(0, at),
	};
}

function startOfLine(text: string, at: number): number {
	return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** The span of the texts before and behind a cursor. */
export function spanAround(offset: number, before: string, after: string): Span {
	return { start: offset - before.length, end: offset + after.length };
}
