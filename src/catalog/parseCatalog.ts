import {
	type Catalog,
	type CatalogEntity,
	type CatalogField,
	type CatalogMethod,
	type CatalogParameter,
	confidences,
	methodNames,
	sourceKeys,
} from './catalog';

type CommonMethod = Pick<CatalogMethod, 'httpMethod' | 'path' | 'params'> & { readonly takesFields: boolean };

interface Common {
	readonly docsUrl: string;
	readonly sources: Catalog['sources'];
	readonly methods: Readonly<Record<string, CommonMethod>>;
}

/**
 * Reads and expands media/catalog.json. There the parameters that all methods of a name share stand once, and those of
 * create and update are the entity's writable fields unless the method lists its own.
 * @throws Error that names the place where the JSON is not a catalog.
 */
export function parseCatalog(json: unknown): Catalog {
	const root = object(json, 'catalog');
	if (root['version'] !== 1) {
		throw new Error('Not a Flowlu catalog of version 1.');
	}
	const docsUrl = text(root['docsUrl'], 'docsUrl');
	const sources = dictionary(root['sources'], 'sources', text);
	const methods = dictionary(root['methods'], 'methods', commonMethod);
	const common: Common = { docsUrl, sources, methods };
	return {
		entities: list(root['entities'], 'entities', (value, place) => entity(value, place, common)),
		docsUrl,
		sources,
		values: dictionary(root['values'], 'values', (value, place) => dictionary(value, place, text)),
		references: dictionary(root['references'], 'references', text),
		groups: root['groups'] === undefined ? {} : dictionary(root['groups'], 'groups', text),
		modules: root['modules'] === undefined ? {} : dictionary(root['modules'], 'modules', text),
	};
}

function entity(value: unknown, place: string, common: Common): CatalogEntity {
	const json = object(value, place);
	const module = text(json['module'], `${place}.module`);
	const name = text(json['entity'], `${place}.entity`);
	const at = `${module}/${name}`;
	const fields = list(json['fields'], `${at}.fields`, field);
	const methods = Object.entries(object(json['methods'], `${at}.methods`)).map(([key, method]) =>
		entityMethod(key, method, { at, path: `/${module}/${name}`, fields, common }),
	);
	return {
		module,
		entity: name,
		title: text(json['title'], `${at}.title`),
		description: text(json['description'], `${at}.description`),
		methods,
		fields,
		docsUrl: json['docsUrl'] === undefined ? common.docsUrl : text(json['docsUrl'], `${at}.docsUrl`),
		source: list(json['sources'], `${at}.sources`, (key, where) => common.sources[oneOf(sourceKeys, key, where)] ?? ''),
	};
}

interface Owner {
	readonly at: string;
	readonly path: string;
	readonly fields: readonly CatalogField[];
	readonly common: Common;
}

function entityMethod(name: string, value: unknown, owner: Owner): CatalogMethod {
	const place = `${owner.at}.methods.${name}`;
	const json = typeof value === 'string' ? { confidence: value } : object(value, place);
	const { httpMethod, path, params, takesFields } =
		json['path'] === undefined
			? commonOf(name, owner)
			: commonMethod({ takesFields: true, ...json, params: [] }, place);
	const note = json['note'];
	return {
		name,
		httpMethod,
		path: path.replace('/{module}/{entity}', owner.path),
		params: takesFields ? [...params, ...ownParameters(json, place, owner.fields)] : params,
		confidence: oneOf(confidences, json['confidence'], place),
		...(note === undefined || note === '' ? {} : { note: text(note, `${place}.note`) }),
	};
}

function commonOf(name: string, { at, common }: Owner): CommonMethod {
	const method = common.methods[oneOf(methodNames, name, at)];
	if (method === undefined) {
		throw new Error(`${at}.methods.${name}: expected a path.`);
	}
	return method;
}

function ownParameters(
	json: Readonly<Record<string, unknown>>,
	place: string,
	fields: readonly CatalogField[],
): readonly CatalogParameter[] {
	const required = json['required'] === undefined ? [] : list(json['required'], `${place}.required`, text);
	const byName = new Map(fields.map(each => [each.name, each]));
	const named = json['params'] ?? fields.filter(({ readOnly }) => readOnly !== true).map(({ name }) => name);
	return list(named, `${place}.params`, (value, where) => {
		if (typeof value !== 'string') {
			const own = parameter(value, where);
			return { ...own, required: own.required || required.includes(own.name) };
		}
		const known = byName.get(value);
		if (known === undefined) {
			throw new Error(`${where}: no such field.`);
		}
		const { name, type, description } = known;
		return { name, type, required: required.includes(name), description };
	});
}

function commonMethod(value: unknown, place: string): CommonMethod {
	const json = object(value, place);
	return {
		httpMethod: oneOf(['GET', 'POST'], json['httpMethod'], place),
		path: text(json['path'], `${place}.path`),
		params: list(json['params'], `${place}.params`, parameter),
		takesFields: json['takesFields'] === true,
	};
}

function parameter(value: unknown, place: string): CatalogParameter {
	const json = object(value, place);
	return {
		name: text(json['name'], place),
		type: text(json['type'], place),
		required: json['required'] === true,
		...(json['in'] === 'path' ? { in: 'path' } : {}),
		description: text(json['description'], place),
	};
}

function field(value: unknown, place: string): CatalogField {
	if (!isList(value)) {
		throw new Error(`${place}: expected a list.`);
	}
	// There are thousands: no more is made for each than is kept.
	const [name, type, source, description, marks = '', format = ''] = value;
	const marked = marks === '' ? [] : text(marks, place).split(' ');
	return {
		name: text(name, place),
		type: text(type, place),
		description: text(description, place),
		source: oneOf(sourceKeys, source, place),
		...(format !== '' && { format: text(format, place) }),
		...(marked.includes('readOnly') && { readOnly: true }),
		...(marked.includes('deprecated') && { deprecated: true }),
		...(marked.includes('nullable') && { nullable: true }),
	};
}

function dictionary<Value>(
	json: unknown,
	place: string,
	read: (value: unknown, place: string) => Value,
): Readonly<Record<string, Value>> {
	const entries = Object.entries(object(json, place));
	return Object.fromEntries(entries.map(([key, value]) => [key, read(value, `${place}.${key}`)]));
}

function list<Item>(value: unknown, place: string, read: (item: unknown, place: string) => Item): readonly Item[] {
	if (!isList(value)) {
		throw new Error(`${place}: expected a list.`);
	}
	return value.map((item, index) => read(item, `${place}[${index}]`));
}

function isList(value: unknown): value is readonly unknown[] {
	return Array.isArray(value);
}

function object(value: unknown, place: string): Readonly<Record<string, unknown>> {
	if (!isObject(value)) {
		throw new Error(`${place}: expected an object.`);
	}
	return value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown, place: string): string {
	if (typeof value !== 'string') {
		throw new Error(`${place}: expected text.`);
	}
	return value;
}

function oneOf<Word extends string>(words: readonly Word[], value: unknown, place: string): Word {
	const word = words.find(candidate => candidate === value);
	if (word === undefined) {
		throw new Error(`${place}: expected one of ${words.join(', ')}.`);
	}
	return word;
}
