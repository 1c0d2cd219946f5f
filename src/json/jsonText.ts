import { JsonReader } from './reader';

/** Offsets, the end exclusive. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** A valid JSON text with the means to find its parts without reading all of it. */
export interface JsonText {
	/** UTF-8 without byte order mark. */
	readonly bytes: Uint8Array;
	/** Its large objects and arrays, by the offset of their first byte. */
	readonly large: ReadonlyMap<number, LargeContainer>;
}

interface LargeContainer {
	/** The offset behind the closing byte. */
	readonly end: number;
	/** How many elements, or members with duplicate keys. */
	readonly size: number;
}

/** Where a text stops being JSON. */
export interface JsonFailure {
	/** Of the byte that breaks it. */
	readonly offset: number;
	/** Nothing is wrong but that the rest is missing. */
	readonly cutOff: boolean;
}

/** A step takes a few milliseconds. */
const bytesPerStep = 64_000;

/** Bytes of a container above which passing over it at once is worth an entry. */
const smallestLarge = 16_000;

/** Deeper containers have no entry, so that their number stays small. */
const deepestLarge = 64;

/** Reads a text whole, in steps. */
export function* readJson(bytes: Uint8Array, stepLength = bytesPerStep): Generator<void, JsonText | JsonFailure> {
	const reader = new JsonReader(bytes);
	const large = new Map<number, LargeContainer>();
	const starts: number[] = [];
	const sizes: number[] = [];
	for (let until = stepLength; ; until = reader.end + stepLength) {
		while (reader.end < until) {
			const part = reader.read();
			const { depth } = reader;
			if (part === 'end') {
				return { bytes, large };
			}
			if (part === 'invalid') {
				return { offset: reader.start, cutOff: reader.start >= bytes.length };
			}
			if ((part === 'open' || part === 'scalar') && depth <= deepestLarge) {
				const around = part === 'open' ? depth - 1 : depth;
				sizes[around] = (sizes[around] ?? 0) + 1;
				if (part === 'open') {
					starts[depth] = reader.start;
					sizes[depth] = 0;
				}
			} else if (part === 'close' && depth < deepestLarge) {
				const start = starts[depth + 1] ?? 0;
				if (reader.end - start >= smallestLarge) {
					large.set(start, { end: reader.end, size: sizes[depth + 1] ?? 0 });
				}
			}
		}
		yield;
	}
}

/** Where a byte stands, in lines and UTF-16 columns counted from one as editors do. In steps. */
export function* linePositionOf(
	bytes: Uint8Array,
	offset: number,
): Generator<void, { readonly line: number; readonly column: number }> {
	let line = 1;
	let column = 1;
	for (let index = 0; index < offset; index++) {
		const byte = bytes[index] ?? 0;
		if (byte === 0x0a || (byte === 0x0d && bytes[index + 1] !== 0x0a)) {
			line++;
			column = 1;
		} else if ((byte & 0xc0) !== 0x80) {
			// Characters of four bytes are two code units.
			column += byte >= 0xf0 ? 2 : 1;
		}
		if (index % bytesPerStep === 0) {
			yield;
		}
	}
	return { line, column };
}
