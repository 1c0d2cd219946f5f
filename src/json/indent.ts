import { readableTokens } from './readable';
import { JsonReader, type JsonPart } from './reader';

/** Deeper levels are not indented further: a million brackets would else become terabytes of spaces. */
export const deepestIndent = 32;

const colon = 0x3a;
const space = 0x20;
const newline = 0x0a;

/**
 * Re-indents JSON with two spaces, and writes what can be read of its escapes as what they mean. It is the same JSON: numbers, duplicate keys and the
 * order of keys stay as they came, where `JSON.parse` would lose them.
 *
 * @param input valid JSON in UTF-8 without byte order mark
 * @param pieceLength in bytes
 * @returns in pieces of about that length or of one line, each with the line break at its end
 */
export function* indentJson(input: Uint8Array, pieceLength = 256_000): Generator<Uint8Array> {
	const reader = new JsonReader(input);
	const piece = new Piece(pieceLength * 2);
	const addToken = readableTokens(input, (bytes, start, end) => {
		piece.add(bytes, start, end);
	});
	let before: JsonPart | undefined;
	for (let part = reader.read(); part !== 'end' && part !== 'invalid'; part = reader.read()) {
		if (part === 'close' ? before !== 'open' : before === 'open' || before === 'comma') {
			piece.addLineBreak();
			if (piece.length >= pieceLength) {
				yield piece.take();
			}
			piece.addIndent(part === 'open' ? reader.depth - 1 : reader.depth);
		}
		addToken(reader.start, reader.end);
		if (part === 'key') {
			piece.addColon();
		}
		before = part;
	}
	yield piece.take();
}

/** What was written since the last piece was taken. */
class Piece {
	length = 0;
	private bytes: Uint8Array;

	constructor(private readonly capacity: number) {
		this.bytes = new Uint8Array(capacity);
	}

	add(input: Uint8Array, start: number, end: number): void {
		this.makeRoom(end - start);
		const { bytes } = this;
		// A view costs more than a few bytes copied one by one.
		if (end - start > 64) {
			bytes.set(input.subarray(start, end), this.length);
			this.length += end - start;
			return;
		}
		let { length } = this;
		for (let index = start; index < end; index++) {
			bytes[length++] = input[index] ?? 0;
		}
		this.length = length;
	}

	addColon(): void {
		this.makeRoom(2);
		this.bytes[this.length++] = colon;
		this.bytes[this.length++] = space;
	}

	addLineBreak(): void {
		this.makeRoom(1);
		this.bytes[this.length++] = newline;
	}

	addIndent(depth: number): void {
		const width = 2 * Math.min(depth, deepestIndent);
		this.makeRoom(width);
		this.bytes.fill(space, this.length, this.length + width);
		this.length += width;
	}

	take(): Uint8Array {
		const taken = this.bytes.subarray(0, this.length);
		this.bytes = new Uint8Array(this.capacity);
		this.length = 0;
		return taken;
	}

	private makeRoom(bytes: number): void {
		const needed = this.length + bytes;
		if (needed > this.bytes.length) {
			const larger = new Uint8Array(needed * 2);
			larger.set(this.bytes);
			this.bytes = larger;
		}
	}
}
