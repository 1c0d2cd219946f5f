/** Characters of a value that is too short to be a key, a token or a sensible password. */
const minLength = 8;

/** Of a value in which words are looked for; longer ones are no names, dates or ids. */
const maxLength = 120;

/** Numbers, dates, times, amounts, telephone numbers. */
const numeric = /^(?:[\d\s.,:/()+%*#\u2013-]|\p{Sc}|(?<=\d)T(?=\d)|(?<=\d)Z$)+$/u;

/** Between the parts of an id, an address or a path, where there is no blank. */
const joints = /[-_/.:+&,'’]/u;

/** What may stand between words besides. */
const punctuation = /[\s\p{P}\p{Sm}\p{Sc}\p{So}]/u;

/** `Anna`, `ACME`, `GmbH`, `iPhone`, `McDonald`; numbers; `Q3`, `ACC000123`; `10kg`. */
const word = /^\p{L}{1,5}$|^\p{Lu}?\p{Ll}{1,19}$|^\p{Lu}{1,19}$|^(?:\p{Lu}?\p{Ll}{1,15}){1,3}$/u;
const number = /^\d{1,8}$|^(?:\p{Ll}{1,4}|\p{Lu}{1,4}|\p{Lu}\p{Ll}{1,3})\d{1,8}$|^\d{1,6}(?:\p{Ll}{1,4}|\p{Lu}{1,4})$/u;

/** No word has so many consonants in a row. */
const unspeakable = /[bcdfghjklmnpqrstvwxz]{7}/iu;

/**
 * Is a value one that stands in many places for other reasons, whatever the name it has: short, a number, a date, a truth value, a name, words, an
 * id of words and numbers, an address? To mask it would black out what is no secret. A passphrase of plain words is not told from a title.
 */
export function isOrdinary(value: string): boolean {
	const text = value.trim();
	if (text.length < minLength || numeric.test(text)) {
		return true;
	}
	if (text.length > maxLength) {
		return false;
	}
	const isEmail = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/u.test(text);
	const between = /\s/u.test(text) ? punctuation : joints;
	return (isEmail ? text.replace('@', '.') : text)
		.split(between)
		.every(part => part === '' || ((word.test(part) || number.test(part)) && !unspeakable.test(part)));
}
