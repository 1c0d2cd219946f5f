import { endOfScalar, endOfSpace, endOfString } from './tokens';

/** `scalar` is a string, number, `true`, `false` or `null`; `key` has the colon behind it; `end` comes behind the whole value. */
export type JsonPart = 'open' | 'close' | 'comma' | 'key' | 'scalar' | 'end' | 'invalid';

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const openBrace = 0x7b;

/** ASCII has the closing brackets two behind the opening ones. */
const fromOpenToClose = 2;

/**
 * Reads JSON in UTF-8 part by part, without building anything of it. Accepts exactly what `JSON.parse` accepts. Whoever reads may stop after any part
 * and go on later.
 */
export class JsonReader {
	/** Offset of the part read last; of `invalid`, of the byte that breaks the text: its length where something is missing. */
	start = 0;
	/** Offset behind the part read last; of a `key`, behind its closing quote. */
	end: number;
	private next: number;
	private expected: 'value' | 'valueOrClose' | 'key' | 'keyOrClose' | 'commaOrClose' | 'end' = 'value';
	/** The closing byte of every open object and array. */
	private readonly open: number[] = [];

	/**
	 * @param input without byte order mark
	 * @param from where a value starts
	 */
	constructor(
		private readonly input: Uint8Array,
		from = 0,
	) {
		this.end = from;
		this.next = from;
	}

	/** How many objects and arrays are open, with one that was just opened. */
	get depth(): number {
		return this.open.length;
	}

	read(): JsonPart {
		const { input } = this;
		const start = endOfSpace(input, this.next);
		const byte = input[start];
		this.start = start;
		switch (this.expected) {
			case 'value':
				return this.readValue(byte);
			case 'valueOrClose':
				return this.closes(byte) ? this.close() : this.readValue(byte);
			case 'key':
				return this.readKey(byte);
			case 'keyOrClose':
				return this.closes(byte) ? this.close() : this.readKey(byte);
			case 'commaOrClose':
				if (byte === comma) {
					this.expected = this.isInObject() ? 'key' : 'value';
					this.end = this.next = start + 1;
					return 'comma';
				}
				return this.closes(byte) ? this.close() : this.fail(start);
			case 'end':
				return byte === undefined ? 'end' : this.fail(start);
		}
	}

	/** Passes over what is left of the object or array that is open. @param end the offset behind its closing byte */
	leave(end: number): void {
		this.start = end - 1;
		this.close();
	}

	private readValue(byte: number | undefined): JsonPart {
		const { input, start } = this;
		if (byte === openBrace || byte === openBracket) {
			this.open.push(byte + fromOpenToClose);
			this.expected = byte === openBrace ? 'keyOrClose' : 'valueOrClose';
			this.end = this.next = start + 1;
			return 'open';
		}
		const end = byte === quote ? endOfString(input, start) : endOfScalar(input, start);
		if (end < 0) {
			return this.fail(~end);
		}
		this.end = this.next = end;
		this.afterValue();
		return 'scalar';
	}

	private readKey(byte: number | undefined): JsonPart {
		const { input, start } = this;
		const end = byte === quote ? endOfString(input, start) : ~start;
		if (end < 0) {
			return this.fail(~end);
		}
		const behind = endOfSpace(input, end);
		if (input[behind] !== colon) {
			return this.fail(behind);
		}
		this.end = end;
		this.next = behind + 1;
		this.expected = 'value';
		return 'key';
	}

	private close(): JsonPart {
		this.open.pop();
		this.end = this.next = this.start + 1;
		this.afterValue();
		return 'close';
	}

	private closes(byte: number | undefined): boolean {
		return byte !== undefined && byte === this.open.at(-1);
	}

	private isInObject(): boolean {
		return this.open.at(-1) === openBrace + fromOpenToClose;
	}

	private afterValue(): void {
		this.expected = this.open.length === 0 ? 'end' : 'commaOrClose';
	}

	private fail(offset: number): JsonPart {
		this.start = this.end = offset;
		return 'invalid';
	}
}
