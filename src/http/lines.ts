import type { Span } from './problem';

/** Blank within a line: space, tab, vertical tab, form feed, carriage return, no-break space, byte order mark. */
export function isBlank(code: number): boolean {
	return code === 32 || (code >= 9 && code <= 13 && code !== 10) || code === 0xa0 || code === 0xfeff;
}

export function skipBlanks(text: string, start: number, end: number): number {
	let offset = start;
	while (offset < end && isBlank(text.charCodeAt(offset))) {
		offset++;
	}
	return offset;
}

export function trimEnd(text: string, start: number, end: number): number {
	let offset = end;
	while (offset > start && isBlank(text.charCodeAt(offset - 1))) {
		offset--;
	}
	return offset;
}

/**
 * The offset of a character between two offsets, else -1. `indexOf` has no limit: where the character is rare, each call
 * would read on to the end of the text.
 */
export function find(text: string, code: number, start: number, end: number): number {
	for (let offset = start; offset < end; offset++) {
		if (text.charCodeAt(offset) === code) {
			return offset;
		}
	}
	return -1;
}

/** The offset of the first blank at or after `start`, else `end`. */
export function wordEnd(text: string, start: number, end: number): number {
	let offset = start;
	while (offset < end && !isBlank(text.charCodeAt(offset))) {
		offset++;
	}
	return offset;
}

/** Walks over the lines of a text, one after the other; once `done`, it is on none. */
export class LineCursor {
	/** Of the line's first character. */
	start = 0;
	/** Of the first character that is not blank; equals `end` on a blank line. */
	first = 0;
	/** After the line's last character that is not blank. */
	end = 0;
	/** Of the line below. */
	next = 0;
	/** The character at `first`, -1 on a blank line. */
	code = -1;
	done = false;

	constructor(
		readonly text: string,
		start: number,
	) {
		this.next = start;
		this.advance();
	}

	advance(): void {
		const { text } = this;
		this.start = this.next;
		if (this.start >= text.length) {
			this.done = true;
			this.first = this.end = this.start;
			this.code = -1;
			return;
		}
		const lineFeed = text.indexOf('\n', this.start);
		this.next = lineFeed < 0 ? text.length : lineFeed + 1;
		const limit = lineFeed < 0 ? text.length : lineFeed;
		this.first = skipBlanks(text, this.start, limit);
		this.end = trimEnd(text, this.first, limit);
		this.code = this.first < this.end ? text.charCodeAt(this.first) : -1;
	}

	/** The line without the blanks around it. */
	get span(): Span {
		return { start: this.first, end: this.end };
	}

	/** The character at a distance from the line's first one; NaN beyond the text. */
	peek(distance: number): number {
		return this.text.charCodeAt(this.first + distance);
	}

	/** REST Client knows `###` only unindented, httpYac everywhere: joining two requests would be the worse mistake. */
	get isSeparator(): boolean {
		return this.code === 35 && this.peek(1) === 35 && this.peek(2) === 35;
	}

	/** `#` and `//`, also within a body: JetBrains' specification, REST Client and httpYac agree on it. */
	get isComment(): boolean {
		return this.code === 35 || (this.code === 47 && this.peek(1) === 47);
	}

	/** Neither at a separator nor beyond the text. */
	get inSegment(): boolean {
		return !this.done && !this.isSeparator;
	}

	startsWith(prefix: string): boolean {
		return this.text.startsWith(prefix, this.first);
	}
}
