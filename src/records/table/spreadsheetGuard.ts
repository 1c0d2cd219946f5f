/** What a spreadsheet takes for the beginning of a formula, behind blanks, in any line. */
const formula = /(?:^|[\r\n])[\s\u00a0]*[=+\-@＝＋－＠]/u;

/** Numbers with a sign, and telephone numbers. */
const harmless = /^\s*(?:[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?|\+[\d ()/-]+)\s*$/u;

/** The text with `'` before what a spreadsheet would carry out as a formula; numbers and telephone numbers stay as they are. */
export function guardedText(text: string): string {
	return formula.test(text) && !harmless.test(text) ? `'${text}` : text;
}
