/** What a spreadsheet takes for the beginning of a formula, also behind blanks. */
const formula = /^[=+\-@＝＋－＠]/u;

/** Numbers with a sign, and telephone numbers. */
const harmless = /^(?:[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?|\+[\d ()/-]+)$/u;

/** The text with `'` before what a spreadsheet would carry out as a formula, in any of its lines; numbers and telephone numbers stay as they are. */
export function guardedText(text: string): string {
	const mayBeFormula = text.split(/[\r\n]/u).some(line => formula.test(line.trimStart()));
	return mayBeFormula && !harmless.test(text.trim()) ? `'${text}` : text;
}
