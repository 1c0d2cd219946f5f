/** Blank within a line: space, tab, vertical tab, form feed, carriage return, no-break space, byte order mark. */
export function isBlank(code: number): boolean {
	return code <= 32 ? code === 32 || (code >= 9 && code <= 13 && code !== 10) : code === 0xa0 || code === 0xfeff;
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

/** Whether two opening braces follow each other between the offsets. */
export function hasBraces(text: string, start: number, end: number): boolean {
	for (let offset = start + 1; offset < end; offset++) {
		if (text.charCodeAt(offset) === 123 && text.charCodeAt(offset - 1) === 123) {
			return true;
		}
	}
	return false;
}

/** Walks over the lines of a stretch of a text, one after the other; once `done`, it is on none. */
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
	/** Of the line, the stretch's first one is 0; of the line below the last one when done. */
	number = 0;
	/** Of the last line so far that was not blank. */
	lastFilled = 0;
	private limit = 0;

	constructor(readonly text: string) {}

	/** Takes up another stretch. It starts and ends where a line does. */
	enter(start: number, limit: number): void {
		this.limit = limit;
		this.next = start;
		this.done = false;
		this.number = -1;
		this.lastFilled = 0;
		this.advance();
	}

	advance(): void {
		const { text, limit } = this;
		const start = this.next;
		this.start = start;
		this.number++;
		if (start >= limit) {
			this.done = true;
			this.first = this.end = start;
			this.code = -1;
			return;
		}
		const lineFeed = text.indexOf('\n', start);
		const lineEnd = lineFeed < 0 ? limit : lineFeed;
		this.next = lineFeed < 0 ? limit : lineFeed + 1;
		const first = skipBlanks(text, start, lineEnd);
		this.first = first;
		this.end = trimEnd(text, first, lineEnd);
		this.code = -1;
		if (first < lineEnd) {
			this.code = text.charCodeAt(first);
			this.lastFilled = this.number;
		}
	}

	/** The line without the blanks around it. */
	get content(): string {
		return this.text.slice(this.first, this.end);
	}

	/** The character at a distance from the line's first one; NaN beyond the text. */
	peek(distance: number): number {
		return this.text.charCodeAt(this.first + distance);
	}

	/** `#` and `//`, also within a body: JetBrains' specification, REST Client and httpYac agree on it. */
	get isComment(): boolean {
		return this.code === 35 || (this.code === 47 && this.peek(1) === 47);
	}
}
