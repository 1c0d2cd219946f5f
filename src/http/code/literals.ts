/** How a language writes a string between double quotes. */
export interface LiteralSyntax {
	/** Characters that need a backslash, beside the backslash and the quote itself: `$` begins a variable in PHP. */
	readonly special: string;
	/** One that cannot stand there as it is, or that an editor would hide or change. @param code its code point */
	readonly escape: (code: number) => string;
}

/**
 * What is written as an escape: control characters, line breaks of any kind, and what shows as nothing or turns the direction of the text, so that the
 * code says what it looks like.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu;

/** These are the same in all of them. */
const shortEscapes: ReadonlyMap<string, string> = new Map([
	['\n', '\\n'],
	['\r', '\\r'],
	['\t', '\\t'],
]);

const halfPair = /\p{Cs}/gu;

/** The text as a literal: whatever it holds, it ends where the literal ends. Half a surrogate pair is the character that it is sent as. */
export function literal(text: string, { special, escape }: LiteralSyntax): string {
	const quoted = Array.from(text.replaceAll(halfPair, '\uFFFD'), character =>
		character === '\\' || character === '"' || special.includes(character) ? `\\${character}` : character,
	);
	return `"${quoted.join('').replaceAll(unseen, character => shortEscapes.get(character) ?? escape(character.codePointAt(0) ?? 0))}"`;
}

/** `\u00AD`; beyond that the two halves of a surrogate pair: JavaScript, C#. */
export function utf16Escape(code: number): string {
	return Array.from(
		{ length: code > 0xffff ? 2 : 1 },
		(_, index) => `\\u${hexadecimal(String.fromCodePoint(code).charCodeAt(index), 4)}`,
	).join('');
}

/** `\u00AD`, `\U000E0001`: Python, Go. */
export function utf32Escape(code: number): string {
	return code > 0xffff ? `\\U${hexadecimal(code, 8)}` : `\\u${hexadecimal(code, 4)}`;
}

/** `\u{AD}`: PHP, which writes the UTF-8 of it. */
export function bracedEscape(code: number): string {
	return `\\u{${hexadecimal(code, 1)}}`;
}

function hexadecimal(code: number, digits: number): string {
	return code.toString(16).toUpperCase().padStart(digits, '0');
}
