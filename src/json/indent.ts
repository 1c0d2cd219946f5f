import { endOfScalar, endOfSpace, endOfString } from './tokens';

/** What became of a text: indented JSON, no JSON, or the beginning of more than was allowed. Offsets and bytes are UTF-8. */
export type Indented =
	| { readonly kind: 'json'; readonly bytes: Uint8Array }
	/** `offset` is where the first wrong byte stands; `cutOff`: it is the end of the text, and something is missing. */
	| { readonly kind: 'invalid'; readonly offset: number; readonly cutOff: boolean }
	| { readonly kind: 'tooLong'; readonly bytes: Uint8Array };

/** Deeper levels are not indented further: a million brackets would else become terabytes of spaces. */
const deepestIndent = 100;

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const space = 0x20;
const newline = 0x0a;

/**
 * Re-indents JSON with two spaces and changes nothing but the white space between its parts: numbers, escapes, duplicate keys and the order of keys
 * stay as they came, where `JSON.parse` would lose them. Accepts exactly what `JSON.parse` accepts. Works in steps, so that a large text blocks nobody.
 */
export class JsonIndenter {
	private position = 0;
	private output: Uint8Array;
	private length = 0;
	private expected: 'value' | 'key' | 'commaOrClose' | 'nothing' = 'value';
	/** The closing byte of every open object and array. */
	private readonly open: number[] = [];
	private failure: Indented | undefined;

	/**
	 * @param input UTF-8 without byte order mark
	 * @param longest stop when the result would have more bytes
	 */
	constructor(
		private readonly input: Uint8Array,
		private readonly longest: number,
	) {
		this.output = new Uint8Array(Math.min(longest, input.length * 2));
	}

	/** Reads on for about so many bytes; undefined when there is more to do. */
	advance(bytes: number): Indented | undefined {
		const { input } = this;
		const until = Math.min(this.position + bytes, input.length);
		this.position = endOfSpace(input, this.position);
		while (this.position < until && this.failure === undefined) {
			this.readPart();
			this.position = endOfSpace(input, this.position);
		}
		if (this.failure !== undefined || this.position < input.length) {
			return this.failure;
		}
		return this.expected === 'nothing'
			? { kind: 'json', bytes: this.output.subarray(0, this.length) }
			: { kind: 'invalid', offset: input.length, cutOff: true };
	}

	private readPart(): void {
		switch (this.expected) {
			case 'value':
				this.readValue();
				break;
			case 'key':
				this.readKey();
				break;
			case 'commaOrClose':
				this.readCommaOrClose();
				break;
			case 'nothing':
				this.fail(this.position);
		}
	}

	private readValue(): void {
		const { input, position } = this;
		const byte = input[position];
		if (byte === openBrace || byte === openBracket) {
			this.readOpening(byte);
			return;
		}
		this.copyUntil(byte === quote ? endOfString(input, position) : endOfScalar(input, position));
		this.afterValue();
	}

	private readOpening(byte: number): void {
		const closing = byte === openBrace ? closeBrace : closeBracket;
		const next = endOfSpace(this.input, this.position + 1);
		this.write(byte);
		if (this.input[next] === closing) {
			this.write(closing);
			this.position = next + 1;
			this.afterValue();
			return;
		}
		this.position = next;
		this.open.push(closing);
		this.writeLineBreak();
		this.expected = byte === openBrace ? 'key' : 'value';
	}

	private readKey(): void {
		if (this.input[this.position] !== quote) {
			this.fail(this.position);
			return;
		}
		this.copyUntil(endOfString(this.input, this.position));
		this.position = endOfSpace(this.input, this.position);
		if (this.input[this.position] !== colon) {
			this.fail(this.position);
			return;
		}
		this.position++;
		this.write(colon);
		this.write(space);
		this.expected = 'value';
	}

	private readCommaOrClose(): void {
		const byte = this.input[this.position];
		const closing = this.open.at(-1);
		if (byte === comma) {
			this.write(comma);
			this.writeLineBreak();
			this.expected = closing === closeBrace ? 'key' : 'value';
		} else if (closing !== undefined && byte === closing) {
			this.open.pop();
			this.writeLineBreak();
			this.write(closing);
			this.afterValue();
		} else {
			this.fail(this.position);
			return;
		}
		this.position++;
	}

	private afterValue(): void {
		this.expected = this.open.length === 0 ? 'nothing' : 'commaOrClose';
	}

	/** The first failure stands. */
	private fail(offset: number): void {
		this.failure ??= { kind: 'invalid', offset, cutOff: offset >= this.input.length };
	}

	/** Copies up to the end of a part as `jsonTokens` gives it. */
	private copyUntil(end: number): void {
		if (end < 0) {
			this.fail(~end);
			return;
		}
		const { input, position } = this;
		this.position = end;
		if (!this.makeRoom(end - position)) {
			return;
		}
		const { output } = this;
		let { length } = this;
		// A view costs more than a few bytes copied one by one.
		if (end - position > 64) {
			output.set(input.subarray(position, end), length);
			length += end - position;
		} else {
			for (let index = position; index < end; index++) {
				output[length++] = input[index] ?? 0;
			}
		}
		this.length = length;
	}

	private write(byte: number): void {
		if (this.makeRoom(1)) {
			this.output[this.length++] = byte;
		}
	}

	private writeLineBreak(): void {
		const width = 2 * Math.min(this.open.length, deepestIndent);
		if (!this.makeRoom(1 + width)) {
			return;
		}
		this.output[this.length++] = newline;
		for (const end = this.length + width; this.length < end; this.length++) {
			this.output[this.length] = space;
		}
	}

	private makeRoom(bytes: number): boolean {
		const needed = this.length + bytes;
		if (needed > this.longest) {
			this.failure ??= { kind: 'tooLong', bytes: this.output.subarray(0, this.length) };
			return false;
		}
		if (needed > this.output.length) {
			const larger = new Uint8Array(Math.min(this.longest, needed * 2));
			larger.set(this.output);
			this.output = larger;
		}
		return true;
	}
}
