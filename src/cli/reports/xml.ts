/** What XML 1.0 has no way to write: most control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const references: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	'\t': '&#9;',
	'\n': '&#10;',
	'\r': '&#13;',
};

/** An element, with its attributes in their order; what has no value is left out. */
export function element(
	name: string,
	attributes: Readonly<Record<string, string | number | undefined>>,
	...content: readonly string[]
): string {
	const written = Object.entries(attributes).flatMap(([key, value]) =>
		value === undefined ? [] : [` ${key}="${escapedBy(/[&<>"\t\n\r]/gu, String(value))}"`],
	);
	return content.length === 0
		? `<${name}${written.join('')}/>`
		: `<${name}${written.join('')}>${content.join('')}</${name}>`;
}

/** The content of an element, whatever the text holds. */
export function textContent(text: string): string {
	return escapedBy(/[&<>\r]/gu, text);
}

function escapedBy(special: RegExp, text: string): string {
	return text.replace(forbidden, '\uFFFD').replace(special, character => references[character] ?? character);
}
