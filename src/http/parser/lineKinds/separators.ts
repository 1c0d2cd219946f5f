import { isBlank, type LineCursor, skipBlanks, trimEnd } from '../lines';
import type { Span } from '../../problem';

/**
 * The offset of the first line from `from` on that is a separator, the length of the text when there is none. REST Client knows
 * `###` only unindented, httpYac everywhere: joining two requests would be the worse mistake.
 * @param from in a line that is not asked for, or the start of a line
 */
export function separatorFrom(text: string, from: number): number {
	for (let mark = text.indexOf('###', from); mark >= 0; mark = text.indexOf('###', afterHashes(text, mark))) {
		const lineStart = lineStartAt(text, mark);
		if (lineStart >= from) {
			return lineStart;
		}
	}
	return text.length;
}

/** Where the line starts if only blanks stand between that and the offset, else -1. */
function lineStartAt(text: string, mark: number): number {
	let offset = mark;
	while (offset > 0 && isBlank(text.charCodeAt(offset - 1))) {
		offset--;
	}
	return offset === 0 || text.charCodeAt(offset - 1) === 10 ? offset : -1;
}

/** Where the number signs of the separator end that the lines are on; -1 if they are on none. */
export function separatorEnd(lines: LineCursor): number {
	const { text, first, code } = lines;
	return code === 35 && lines.peek(1) === 35 && lines.peek(2) === 35 ? afterHashes(text, first) : -1;
}

export function startsWithSeparator(text: string): boolean {
	return text.startsWith('###', skipBlanks(text, 0, text.length));
}

/** The text behind the number signs that a stretch starts with; undefined where there is none. */
export function headingOf(text: string): Span | undefined {
	const first = skipBlanks(text, 0, text.length);
	if (!text.startsWith('###', first)) {
		return undefined;
	}
	const lineFeed = text.indexOf('\n', first);
	const lineEnd = lineFeed < 0 ? text.length : lineFeed;
	const start = skipBlanks(text, afterHashes(text, first), lineEnd);
	const end = trimEnd(text, start, lineEnd);
	return start < end ? { start, end } : undefined;
}

function afterHashes(text: string, from: number): number {
	let offset = from;
	while (text.charCodeAt(offset) === 35) {
		offset++;
	}
	return offset;
}
