import type { CatalogParameter } from './catalog';
import { bodyFields, queryParameters, type Endpoint } from './endpoints';

/** More would be a page to read; completion offers all of them. */
const namedFields = 12;

/**
 * A request as a snippet of VS Code, below its title: what has to be written is a tab stop, what else may be is named in a comment.
 *
 *     ### Opportunities: create
 *     # Optional: budget, contact_id
 *     POST crm/lead/create
 *
 *     name=${1:name}
 *
 * @param metadata lines such as `# @key Main`, which come first
 */
export function requestSnippet(endpoint: Endpoint, metadata: readonly string[] = []): string {
	const { entity, method, path } = endpoint;
	const isWrite = method.httpMethod === 'POST';
	let stop = 0;
	const tabStop = (text: string) => `\${${++stop}:${escaped(text)}}`;
	const target = path.replace('{id}', () => tabStop('id'));
	const fields = isWrite ? bodyFields(endpoint) : queryParameters(endpoint);
	const required = fields.filter(field => field.required);
	const written = required.length === 0 && isWrite ? usualField(fields) : required;
	const others = fields.filter(field => !written.includes(field) && !field.name.startsWith('filter['));
	const values = written.map(({ name }) => `${escaped(name)}=${tabStop(name)}`);
	const names = others.slice(0, namedFields).map(({ name }) => escaped(name));
	const more = others.length > namedFields ? ['…'] : [];
	const body = isWrite ? ['', ...values] : [];
	return [
		`### ${escaped(entity.title)}: ${method.name}`,
		...metadata.map(escaped),
		...(names.length > 0 ? [`# Optional: ${[...names, ...more].join(', ')}`] : []),
		`${method.httpMethod} ${target}${isWrite ? '' : queryText(fields, values, tabStop)}`,
		...body,
		'',
	].join('\n');
}

/** What is most often written, where nothing has to be. */
function usualField(fields: readonly CatalogParameter[]): readonly CatalogParameter[] {
	const usual = fields.filter(({ name }) => name === 'name' || name === 'title');
	return (usual.length > 0 ? usual : fields).slice(0, 1);
}

function queryText(
	fields: readonly CatalogParameter[],
	values: readonly string[],
	tabStop: (text: string) => string,
): string {
	const hasLimit = fields.some(({ name, required }) => name === 'limit' && !required);
	const all = hasLimit ? [...values, `limit=${tabStop('10')}`] : values;
	return all.length === 0 ? '' : `?${all.join('&')}`;
}

function escaped(text: string): string {
	return text.replace(/[\\$}]/gu, '\\$&');
}
