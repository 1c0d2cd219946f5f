/** Control characters, halves of surrogate pairs and the like: XML cannot hold them, not even as a reference. */
const impossible = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

/** What would be read as an escape, whether by itself or with the one that comes to stand behind it. */
const likeEscape = /_(?=x[\da-f]{4}(?:_|(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]))/giu;

const isSpecial = /(?![\t\n])[\p{Cc}\p{Cs}\ufffe\uffff&<>_]/u;

/** The text as the content of an XML element, by the rules of spreadsheets: `_xHHHH_` is a UTF-16 unit. A carriage return is a reference, or it would be read as a line feed. */
export function escapeText(text: string): string {
	if (!isSpecial.test(text)) {
		return text;
	}
	return text
		.replace(likeEscape, '_x005F_')
		.replace(impossible, unit => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('\r', '&#13;');
}

/** Cuts a text that is too long for a cell; no piece ends within a surrogate pair. */
export function piecesOf(text: string, maxLength: number): readonly string[] {
	const pieces: string[] = [];
	for (let start = 0; start < text.length;) {
		const end = start + maxLength;
		const isInPair = (text.codePointAt(end - 1) ?? 0) > 0xff_ff && end < text.length;
		const cut = isInPair ? end - 1 : end;
		pieces.push(text.slice(start, cut));
		start = cut;
	}
	return pieces;
}

/** The numbers of columns as spreadsheets write them: A, …, Z, AA, … */
export function columnLetters(index: number): string {
	const last = String.fromCharCode('A'.charCodeAt(0) + (index % 26));
	return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}
