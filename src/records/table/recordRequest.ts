import { readablePair } from '../../http/curl/needlessEscapes';
import { isPlainEntity } from '../../flowlu/operation';

/** A record by its entity, `crm/lead`, and its id. */
export interface RecordReference {
	readonly entity: string;
	readonly id: string;
}

/** A field of a record as it is now. */
export interface FieldNow {
	readonly name: string;
	/** As plain text; undefined for a value that is not to be written, as what is hidden in it would be lost. */
	readonly value?: string;
}

/**
 * The request that gets a record, below its title. Undefined where the entity or the id is written as none is: what a server sent must not make another
 * request of it, as Flowlu also deletes by GET.
 * @param choices lines such as `# @key Import`, which say who sends it
 */
export function recordRequest({ entity, id }: RecordReference, choices: readonly string[]): string | undefined {
	return isPlainRecord({ entity, id })
		? [`### ${entity} ${id}`, ...choices, `GET ${entity}/get/${id}`, ''].join('\n')
		: undefined;
}

/**
 * The request that changes fields of a record, as a snippet of VS Code: the values that they have now are what is typed over. Fields that are not in it stay as
 * they are, as updates of Flowlu are partial. Undefined as above.
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

function isPlainRecord({ entity, id }: RecordReference): boolean {
	return isPlainEntity(entity) && /^[1-9]\d{0,18}$/u.test(id);
}

/** As a form encodes it; half a surrogate pair has no UTF-8. */
function encoded(text: string): string {
	return encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD')).replace(
		/[!'()~]/gu,
		character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}
