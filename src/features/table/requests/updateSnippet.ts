import { readablePair } from '../../../http/curl/needlessEscapes';
import { type FieldNow, isPlainRecord, type RecordReference } from '../../../records/table/recordRequest';

/**
 * The request that changes fields of a record, as a snippet of VS Code: the values that they have now are what is typed over. Fields that are not in it
 * stay as they are, as updates of Flowlu are partial. Undefined where entity or id is written as none is.
 */
export function updateSnippet(
	{ entity, id }: RecordReference,
	fields: readonly FieldNow[],
	choices: readonly string[],
): string | undefined {
	const lines = fields.map(({ name, value }, index) => {
		const pair = readablePair(`${encoded(name)}=${encoded(value ?? '')}`);
		const equals = pair.indexOf('=') + 1;
		return `${escapedSnippet(pair.slice(0, equals))}\${${index + 1}:${escapedSnippet(pair.slice(equals))}}`;
	});
	const head = [`### ${entity} ${id}: update`, ...choices, `POST ${entity}/update/${id}`].map(escapedSnippet);
	return isPlainRecord({ entity, id }) ? [...head, '', ...lines, ''].join('\n') : undefined;
}

/** Text in a snippet that is nothing but text. */
export function escapedSnippet(text: string): string {
	return text.replace(/[\\$}]/gu, String.raw`\$&`);
}

/** As a form encodes it. Half a surrogate pair has no UTF-8, and another character would be a change that nobody made: such a value is left to be typed. */
function encoded(text: string): string {
	return encodeURIComponent(/\p{Cs}/u.test(text) ? '' : text).replace(
		/[!'()~]/gu,
		character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}
