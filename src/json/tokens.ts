// Where the parts of a JSON text end. Each function takes UTF-8 and the offset of the part's first byte, and gives the offset behind its last;
// where the part is wrong or incomplete it gives `~offset` of the byte that breaks it, a negative number.

const quote = 0x22;
const minus = 0x2d;
const dot = 0x2e;
const zero = 0x30;
const backslash = 0x5c;
const space = 0x20;
const letterU = 0x75;

export function endOfSpace(input: Uint8Array, start: number): number {
	let index = start;
	while (isSpace(input[index])) {
		index++;
	}
	return index;
}

export function endOfString(input: Uint8Array, start: number): number {
	let index = start + 1;
	for (;;) {
		const byte = input[index];
		if (byte === quote) {
			return index + 1;
		}
		if (byte === undefined || byte < space) {
			return ~index;
		}
		if (byte === backslash) {
			index = endOfEscape(input, index);
			if (index < 0) {
				return index;
			}
		} else {
			index++;
		}
	}
}

/** For a number, `true`, `false` or `null`. */
export function endOfScalar(input: Uint8Array, start: number): number {
	switch (input[start] ?? 0) {
		case 0x74:
			return endOfWord(input, start, 'true');
		case 0x66:
			return endOfWord(input, start, 'false');
		case 0x6e:
			return endOfWord(input, start, 'null');
		default:
			return endOfNumber(input, start);
	}
}

function endOfEscape(input: Uint8Array, start: number): number {
	const letter = input[start + 1] ?? 0;
	if (letter !== letterU) {
		return '"\\/bfnrt'.includes(String.fromCharCode(letter)) ? start + 2 : ~(start + 1);
	}
	for (let index = start + 2; index < start + 6; index++) {
		if (!isHexDigit(input[index])) {
			return ~index;
		}
	}
	return start + 6;
}

function endOfWord(input: Uint8Array, start: number, word: string): number {
	for (let index = 1; index < word.length; index++) {
		if (input[start + index] !== word.charCodeAt(index)) {
			return ~(start + index);
		}
	}
	return start + word.length;
}

function endOfNumber(input: Uint8Array, start: number): number {
	const first = input[start] === minus ? start + 1 : start;
	let index = input[first] === zero ? first + 1 : endOfDigits(input, first);
	if (index >= 0 && input[index] === dot) {
		index = endOfDigits(input, index + 1);
	}
	const exponent = index < 0 ? undefined : input[index];
	if (exponent === 0x65 || exponent === 0x45) {
		const sign = input[index + 1];
		index = endOfDigits(input, sign === 0x2b || sign === minus ? index + 2 : index + 1);
	}
	return index;
}

/** At least one digit. */
function endOfDigits(input: Uint8Array, start: number): number {
	let index = start;
	while (isDigit(input[index])) {
		index++;
	}
	return index === start ? ~start : index;
}

function isSpace(byte: number | undefined): boolean {
	return byte === space || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function isDigit(byte: number | undefined): boolean {
	return byte !== undefined && byte >= zero && byte <= 0x39;
}

function isHexDigit(byte: number | undefined): boolean {
	return isDigit(byte) || (byte !== undefined && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
}
