/** One way of encoding a character: for each place, the UTF-16 code units that may stand there. */
export type Encoding = readonly string[];

/** A text to look for: its characters, each with all the ways of encoding it. */
export type Needle = readonly (readonly Encoding[])[];

/** The text however each of its characters is written: as itself, or escaped for a URL, a form, JSON or HTML. */
export function anyEncoding(text: string): Needle {
	return Array.from(text.matchAll(/\\+|[^\\]/gu), ([part]) =>
		part.startsWith('\\') ? backslashes(part.length) : encodingsOf(part),
	);
}

/** The word in capitals or not, unescaped. */
export function anyCase(word: string): Needle {
	return Array.from(word, character => [[character.toLowerCase() + character.toUpperCase()]]);
}

/** Base64 of the text behind 0, 1 and 2 other bytes: the three ways that it can lie across the groups of three. */
export function base64Needles(text: string): readonly Needle[] {
	const bytes = new TextEncoder().encode(text);
	return [0, 1, 2].map(shift => Array.from(base64Inside(bytes, shift), base64Sign));
}

/** JSON doubles each, and JSON within JSON doubles them again. A run is one piece, since its parts could be told apart in too many ways. */
function backslashes(count: number): readonly Encoding[] {
	return [
		...runs(count, count * 4),
		...percentEncodings('\\').map(encoded => Array.from({ length: count }, () => encoded).flat()),
	];
}

/** Backslashes, as many as either number or anything between. */
function runs(fewest: number, most: number): readonly Encoding[] {
	return Array.from({ length: most - fewest + 1 }, (_, more) => Array.from({ length: fewest + more }, () => '\\'));
}

const known = new Map<string, readonly Encoding[]>();

function encodingsOf(character: string): readonly Encoding[] {
	const found = known.get(character);
	if (found !== undefined) {
		return found;
	}
	const encodings = [units(character), ...percentEncodings(character), ...escapesOf(character)];
	if (!/^[\x20-\x7e]$/u.test(character)) {
		encodings.push(...jsonCodes(character), units(JSON.stringify(character).slice(1, -1)));
	}
	// All letters and digits, but not every character of the world.
	if (known.size < 256) {
		known.set(character, encodings);
	}
	return encodings;
}

/** Each place has one code unit. */
function units(text: string): Encoding {
	return text.split('');
}

/** Besides itself and its percent-encoding: spaces in forms, what JSON may put a backslash before, HTML. */
function escapesOf(character: string): readonly Encoding[] {
	switch (character) {
		case ' ':
			return [['+'], ...percentEncodings('+')];
		case '"':
			return [...escaped('"', 3), units('&quot;'), units('&#34;')];
		case '/':
			return escaped('/', 3);
		case "'":
			return [units('&#39;'), units('&#039;'), units('&apos;'), ...escaped('u0027', 2)];
		case '&':
			return [units('&amp;'), ...escaped('u0026', 2)];
		case '<':
			return [units('&lt;'), ...jsonCodes('<')];
		case '>':
			return [units('&gt;'), ...jsonCodes('>')];
		default:
			return [];
	}
}

function escaped(text: string, maxBackslashes: number): readonly Encoding[] {
	return runs(1, maxBackslashes).map(backslash => [...backslash, ...units(text)]);
}

/** `%C3%A9`, whatever the case of its digits, and encoded up to four times. */
function percentEncodings(character: string): readonly Encoding[] {
	const bytes = [...new TextEncoder().encode(character)];
	return [0, 1, 2, 3].map(more => bytes.flatMap(byte => [...units(`%${'25'.repeat(more)}`), ...hexadecimal(byte, 2)]));
}

/** `\u00e9`; a character beyond the basic plane is two of them. */
function jsonCodes(character: string): readonly Encoding[] {
	return runs(1, 2).map(backslash =>
		units(character).flatMap(unit => [...backslash, 'u', ...hexadecimal(unit.charCodeAt(0), 4)]),
	);
}

function hexadecimal(number: number, digits: number): Encoding {
	return Array.from(number.toString(16).padStart(digits, '0'), digit =>
		/[a-f]/u.test(digit) ? digit + digit.toUpperCase() : digit,
	);
}

/** Base64url has other signs, and a URL or JSON escapes these. */
function base64Sign(character: string): readonly Encoding[] {
	switch (character) {
		case '+':
			return [['+-'], ...percentEncodings('+')];
		case '/':
			return [['/_'], ...escaped('/', 3), ...percentEncodings('/')];
		default:
			return [[character]];
	}
}

/** What base64 makes of the bytes when `shift` other bytes precede them, without the characters that depend on the neighbours. */
function base64Inside(bytes: Uint8Array, shift: number): string {
	const binary = '\0'.repeat(shift) + Array.from(bytes, byte => String.fromCharCode(byte)).join('');
	const first = Math.ceil((shift * 8) / 6);
	const afterLast = Math.floor((binary.length * 8) / 6);
	return btoa(binary).slice(first, afterLast);
}
