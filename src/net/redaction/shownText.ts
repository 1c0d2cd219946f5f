/** Stands in the place of secrets. */
export const mask = '•••';

declare const redacted: unique symbol;

/**
 * Text that a redactor has looked through: what VS Code shows, names or copies is made of it. A string is none, and what is cut off it or put together
 * with it is none again.
 */
export type ShownText = string & { readonly [redacted]: true };

/** For the redactor only, which has looked through it. */
export function markShown(text: string): ShownText {
	if (!isText(text)) {
		throw new TypeError('Not a text.');
	}
	return text;
}

/** True of every string: a mark that only the compiler sees. */
function isText(text: string): text is ShownText {
	return text.length >= 0;
}

/** The beginning of a text that is longer than so many UTF-16 code units. To cut before secrets are masked would leave the beginning of one. */
export function beginningOf(text: ShownText, maxLength: number): ShownText {
	return text.length > maxLength ? markShown(`${text.slice(0, maxLength - 1)}…`) : text;
}
