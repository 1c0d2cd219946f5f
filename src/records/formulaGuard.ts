/** What spreadsheet programs take for the start of a formula, wide forms included, after white space of any kind. */
const formulaStart = /^\s*[=+\-@＝＋－＠]/u;

/** A sign, digits, decimals, an exponent. */
const number = /^\s*[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?\s*$/iu;

const phoneNumber = /^\s*\+[\d\s]+$/u;

/**
 * The text with an apostrophe before each line that a spreadsheet program would take for a formula: a record that somebody else wrote must not run on
 * the computer of who opens the file. Numbers and phone numbers stay as they are.
 */
export function guardFormulas(text: string): string {
	return isGuarded(text)
		? text
				.split(/(?<end>\r\n|\r|\n)/u)
				.map(line => (startsFormula(line) ? `'${line}` : line))
				.join('')
		: text;
}

/** Most cells have none of these signs at all. */
function isGuarded(text: string): boolean {
	return /[=+\-@＝＋－＠]/u.test(text);
}

function startsFormula(line: string): boolean {
	return formulaStart.test(line) && !number.test(line) && !phoneNumber.test(line);
}
