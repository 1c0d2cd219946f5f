const backslash = 0x5c;
const letterU = 0x75;
const slash = 0x2f;

/** What one sees when it is no escape. */
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u;

/** Of these, what would end a string or begin an escape, and letters and marks of which one sees nothing. */
const kept = /["\\\u2800\p{Default_Ignorable_Code_Point}]/u;

/** Makes an emoji of the symbol before it. */
const emojiVariation = '\ufe0f';

const mark = /\p{M}/u;
const joiner = '\u200d';
const pictograph = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f/u;

/** Takes bytes of UTF-8 from `start` up to `end`. */
type Add = (bytes: Uint8Array, start: number, end: number) => void;

/**
 * Writes the tokens of a JSON text with the escapes of printable characters as what they mean, also `\/`. All else stays as it came: digits, control
 * characters, blanks that look like others, lone surrogates, and a mark that would stand on a quote or on an escape. It is the same JSON.
 *
 * @returns writes the token from `start` to `end`; each has to come behind the one before
 */
export function readableTokens(input: Uint8Array, add: Add): (start: number, end: number) => void {
	/** Of the next backslash: the text may have few, or none. */
	let next = -1;
	return (start, end) => {
		if (next < start) {
			next = indexOrEnd(input, start);
		}
		let done = start;
		/** The character decoded last, and where its escape ended. */
		let before = { text: '', end: -1 };
		/** Where the last escape ended that stays one, or the string began. */
		let bare = start + 1;
		while (next < end) {
			const { text, length } = readEscape(input, next);
			const isShown =
				text === joiner
					? before.end === next && pictograph.test(before.text) && startsPair(input, next + length)
					: isPrintable(text) && !(bare === next && mark.test(text));
			if (isShown) {
				const bytes = encoded(text);
				add(input, done, next);
				add(bytes, 0, bytes.length);
				done = next + length;
				before = { text, end: done };
			} else {
				bare = next + length;
			}
			next = indexOrEnd(input, next + length);
		}
		add(input, done, end);
	};
}

function indexOrEnd(input: Uint8Array, from: number): number {
	// Most escapes stand in a row.
	const index = input[from] === backslash ? from : input.indexOf(backslash, from);
	return index < 0 ? input.length : index;
}

/** The character that an escape means, or nothing where it is to stay; a pair of surrogates is one. */
function readEscape(input: Uint8Array, at: number): { readonly text: string; readonly length: number } {
	if (input[at + 1] !== letterU) {
		return { text: input[at + 1] === slash ? '/' : '', length: 2 };
	}
	const unit = unitAt(input, at);
	if (unit >= 0xd800 && unit < 0xdc00 && startsEscape(input, at + 6)) {
		const low = unitAt(input, at + 6);
		if (low >= 0xdc00 && low < 0xe000) {
			return { text: String.fromCharCode(unit, low), length: 12 };
		}
	}
	return { text: String.fromCharCode(unit), length: 6 };
}

function startsEscape(input: Uint8Array, at: number): boolean {
	return input[at] === backslash && input[at + 1] === letterU;
}

/** Pictographs are pairs of surrogates, or symbols in between letters and those. */
function startsPair(input: Uint8Array, at: number): boolean {
	return startsEscape(input, at) && pictograph.test(readEscape(input, at).text);
}

function unitAt(input: Uint8Array, at: number): number {
	let unit = 0;
	for (let index = at + 2; index < at + 6; index++) {
		unit = unit * 16 + digitOf(input[index] ?? 0);
	}
	return unit;
}

/** The low four bits of a digit are its value; those of a letter are short of it by nine. */
function digitOf(byte: number): number {
	return (byte & 0x0f) + (byte >= 0x41 ? 9 : 0);
}

const isPrintable = remembered(text => text === emojiVariation || (printable.test(text) && !kept.test(text)));
const encoded = remembered(text => new TextEncoder().encode(text));

/** More characters than texts have of one script. */
const maxRemembered = 5000;

function remembered<T>(make: (text: string) => T): (text: string) => T {
	const made = new Map<string, T>();
	return text => {
		const known = made.get(text);
		if (known !== undefined) {
			return known;
		}
		const value = make(text);
		if (made.size < maxRemembered) {
			made.set(text, value);
		}
		return value;
	};
}
