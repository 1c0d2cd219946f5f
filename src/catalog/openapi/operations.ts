import { elements, isObject, type JsonObject, member, type References } from './references';
import { elementsOf, type Property, propertiesOf, textOf, valueFacts } from './schemas';

/** Where an operation is, as Flowlu forms its paths. */
export interface Place {
	readonly module: string;
	readonly entity: string;
	readonly method: string;
	/** With `{id}` where the record id goes: `/crm/lead/get/{id}`. */
	readonly path: string;
}

export interface QueryParameter {
	readonly name: string;
	readonly type: string;
	readonly required: boolean;
	readonly in?: 'path';
	readonly description: string;
}

/** @returns undefined for a path that is not of the form `/module/entity`, `/module/entity/method` or `/module/entity/method/{id}` */
export function placeOf(path: string): Place | undefined {
	const found = /^\/(?<module>[\w-]+)\/(?<entity>[\w-]+)(?:\/(?<method>[\w-]+)(?<id>\/\{[\w-]+\})?)?\/?$/u.exec(
		path.replace(/^\/api\/v1\/module(?=\/)/u, ''),
	);
	const { module, entity, method = 'describe', id } = found?.groups ?? {};
	if (module === undefined || entity === undefined) {
		return undefined;
	}
	const isAlone = id === undefined && (method === 'get' || method === 'update');
	return {
		module,
		entity,
		method: isAlone ? `${method}Current` : method,
		path: `/${module}/${entity}${method === 'describe' ? '' : `/${method}`}${id === undefined ? '' : '/{id}'}`,
	};
}

/** The fields that a request sends. Flowlu reads forms; JSON only where there is no form. */
export function bodyProperties(operation: JsonObject, references: References): readonly Property[] {
	const content = references.resolve(member(references.resolve(member(operation, 'requestBody')), 'content'));
	return propertiesOf(
		schemaOf(content, ['application/x-www-form-urlencoded', 'application/json', 'multipart/form-data']),
		references,
	);
}

/** The fields of a record that comes back: in `response.items`, a list or not, or in `response` itself. */
export function recordProperties(operation: JsonObject, references: References): readonly Property[] {
	const responses = references.resolve(member(operation, 'responses'));
	const success = references.resolve(member(responses, '200') ?? member(responses, 'default'));
	const content = references.resolve(member(success, 'content'));
	const envelope = propertiesOf(schemaOf(content, ['application/json']), references);
	const response = envelope.find(({ name }) => name === 'response')?.schema;
	const listed = elementsOf(response, references);
	const items = propertiesOf(response, references).find(({ name }) => name === 'items')?.schema;
	const record = listed ?? items ?? response;
	return propertiesOf(elementsOf(record, references) ?? record, references);
}

function schemaOf(content: JsonObject | undefined, preferred: readonly string[]): unknown {
	const types = Object.keys(content ?? {});
	const type = preferred.flatMap(wanted => types.filter(each => each.toLowerCase().startsWith(wanted)))[0] ?? types[0];
	const media = type === undefined ? undefined : member(content, type);
	return isObject(media) ? member(media, 'schema') : undefined;
}

/** The names that Flowlu's lists take in brackets, where a document says only that they are objects. */
const bracketed: Readonly<Record<string, string>> = { filter: 'filter[field]', order_by: 'order_by[asc][]' };

/** The parameters of the path and the query; not the credential, which is added when a request is sent. */
export function parametersOf(
	shared: JsonObject,
	operation: JsonObject,
	references: References,
): readonly QueryParameter[] {
	const all = [...elements(member(shared, 'parameters')), ...elements(member(operation, 'parameters'))];
	const byName = new Map<string, QueryParameter>();
	for (const each of all) {
		const parameter = references.resolve(each);
		const name = member(parameter, 'name');
		const place = member(parameter, 'in');
		if (typeof name === 'string' && isName(name) && name !== 'api_key' && (place === 'query' || place === 'path')) {
			const { type, values, description } = valueFacts(member(parameter, 'schema'), references);
			const text = textOf(member(parameter, 'description')) || description;
			const choices = values.map(([value]) => value).join(', ');
			const isPath = place === 'path';
			const written = isPath ? 'id' : type === 'object' ? (bracketed[name] ?? name) : name;
			byName.set(written, {
				name: written,
				type,
				required: isPath || member(parameter, 'required') === true,
				...(isPath && { in: 'path' as const }),
				description: [text, choices === '' ? '' : `(${choices})`].filter(part => part !== '').join(' '),
			});
		}
	}
	return [...byName.values()];
}

/** Can it be written into a request as it is? */
export function isName(name: string): boolean {
	return /^[^\s\p{Cc}&=#{}]{1,100}$/u.test(name) && name !== '__proto__';
}
