/**
 * The JSONPath (RFC 9535) of a value of a list response: `$.response.items[3].name`, `$.response.items[3]['a b']`.
 * @param list the path of the list itself
 * @param field undefined for the whole record
 */
export function valuePath(list: string, row: number, field: string | undefined): string {
	return `${list}[${row}]${field === undefined ? '' : stepTo(field)}`;
}

function stepTo(name: string): string {
	return /^[A-Za-z_]\w*$/u.test(name)
		? `.${name}`
		: `['${name.replaceAll(/['\\]/gu, '\\$&').replaceAll(/\p{Cc}/gu, escaped)}']`;
}

function escaped(character: string): string {
	return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
