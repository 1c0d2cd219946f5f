/** What a terminal or the log of a build takes for more than text: control characters, and those that turn the direction of what follows. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]|\p{Cs}/gu;

/**
 * The text in one line that shows what it is and does nothing: an escape sequence of a response stands there as `\x1b[31m`. What build servers read as a
 * command of theirs wherever it stands in a line (`##[…]`, `##vso[…]`) is taken apart.
 */
export function printable(text: string): string {
	return text.replace(unprintable, escaped).replace(/##(?=\w*\[)/gu, '# #');
}

function escaped(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	switch (character) {
		case '\n':
			return String.raw`\n`;
		case '\r':
			return String.raw`\r`;
		case '\t':
			return String.raw`\t`;
		default:
			return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
	}
}
