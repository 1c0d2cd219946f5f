import { pathOf } from '../catalog';
import { bodyProperties, isName, parametersOf, type Place, placeOf, recordProperties } from './operations';
import { elements, isObject, type JsonObject, member, type References, referencesOf } from './references';
import { type Property, textOf, valueFacts } from './schemas';

/** What became of an OpenAPI document. */
export interface Conversion {
	/** As media/catalog.json has it, which `parseCatalog` reads. */
	readonly catalog: JsonObject;
	readonly entities: number;
	/** Operations that are left out: their paths or methods are not of Flowlu's form, or another of the entity has the same name. */
	readonly leftOut: number;
	/** References to files and hosts, none of which was followed. */
	readonly refused: number;
}

/** Not an OpenAPI document of version 3, or one without an operation of Flowlu's form. */
export class OpenApiError extends Error {
	override readonly name = 'OpenApiError' as const;

	constructor(readonly problem: 'notOpenApi' | 'noEntities') {
		super(problem);
	}
}

interface Entity {
	readonly place: Place;
	readonly tags: Set<string>;
	readonly methods: Map<string, JsonObject>;
	readonly fields: Map<string, readonly string[]>;
}

/** Verb, method and record id where Flowlu has them in common, as media/catalog.json says. */
const commonOperations: ReadonlySet<string> = new Set([
	'get list',
	'get get/{id}',
	'get getCurrent',
	'post create',
	'post update/{id}',
	'post updateCurrent',
	'get delete/{id}',
	'get describe',
]);

/**
 * Reads an OpenAPI document as a catalog: an entity by its path, its fields by the bodies that it takes and the records that it gives.
 * @param document as JSON.parse gives it @param name of the file, which the fields say they are from
 * @throws OpenApiError
 */
export function convertOpenApi(document: unknown, name: string): Conversion {
	if (!isObject(document) || !textOf(member(document, 'openapi')).startsWith('3.')) {
		throw new OpenApiError('notOpenApi');
	}
	const references = referencesOf(document);
	const entities = new Map<string, Entity>();
	const values: Record<string, Record<string, string>> = {};
	let leftOut = 0;
	const paths = references.resolve(member(document, 'paths')) ?? {};
	for (const [path, item] of Object.entries(paths)) {
		const shared = references.resolve(item) ?? {};
		const place = placeOf(path);
		for (const verb of ['get', 'post', 'put', 'patch', 'delete']) {
			const operation = references.resolve(member(shared, verb));
			if (operation !== undefined && place !== undefined && (verb === 'get' || verb === 'post')) {
				const at = pathOf(place);
				const entity = entities.get(at) ?? { place, tags: new Set(), methods: new Map(), fields: new Map() };
				entities.set(at, entity);
				// A method has one verb and one path: those that Flowlu has in common, else the first.
				const isTaken = entity.methods.has(place.method);
				leftOut += isTaken ? 1 : 0;
				if (!isTaken || isCommon(place, verb)) {
					addOperation(entity, { shared, operation, place, verb }, { references, values });
				}
			} else if (operation !== undefined) {
				leftOut++;
			}
		}
	}
	if (entities.size === 0) {
		throw new OpenApiError('noEntities');
	}
	const { titles, modules } = wordsOf(document, [...entities.values()]);
	return {
		catalog: {
			version: 1,
			docsUrl: '',
			sources: { file: name },
			methods: {},
			values,
			references: {},
			modules,
			entities: Array.from(entities, ([at, { place, methods, fields }]) => ({
				module: place.module,
				entity: place.entity,
				title: titles.get(at)?.title ?? '',
				description: titles.get(at)?.description ?? '',
				sources: ['file'],
				methods: Object.fromEntries(methods),
				fields: [...fields.values()],
			})),
		},
		entities: entities.size,
		leftOut,
		refused: references.refused,
	};
}

function isCommon({ method, path }: Place, verb: 'get' | 'post'): boolean {
	return commonOperations.has(`${verb} ${method}${path.endsWith('/{id}') ? '/{id}' : ''}`);
}

interface Operation {
	readonly shared: JsonObject;
	readonly operation: JsonObject;
	readonly place: Place;
	readonly verb: 'get' | 'post';
}

function addOperation(
	{ tags, methods, fields }: Entity,
	{ shared, operation, place, verb }: Operation,
	{ references, values }: { readonly references: References; readonly values: Record<string, Record<string, string>> },
): void {
	const body = verb === 'post' ? bodyProperties(operation, references).filter(({ name }) => isName(name)) : [];
	const record = ['list', 'get', 'getCurrent'].includes(place.method) ? recordProperties(operation, references) : [];
	for (const property of [...body, ...record.filter(({ name }) => isName(name))]) {
		const known = fields.get(property.name);
		if (known === undefined || known[3] === '') {
			fields.set(property.name, fieldOf(property, pathOf(place), { references, values }));
		}
	}
	elements(member(operation, 'tags')).forEach(tag => typeof tag === 'string' && tags.add(tag));
	const note = [
		textOf(member(operation, 'summary') ?? member(operation, 'description')),
		member(operation, 'deprecated') === true ? 'Deprecated.' : '',
	];
	methods.set(place.method, {
		confidence: 'file',
		httpMethod: verb.toUpperCase(),
		path: place.path,
		note: note.filter(text => text !== '').join(' '),
		params: [...parametersOf(shared, operation, references), ...body.map(({ name }) => name)],
		required: body.filter(({ required }) => required).map(({ name }) => name),
	});
}

/** A row of media/catalog.json: name, type, source, description, marks, format. */
function fieldOf(
	{ name, schema }: Property,
	at: string,
	{ references, values }: { readonly references: References; readonly values: Record<string, Record<string, string>> },
): readonly string[] {
	const facts = valueFacts(schema, references);
	if (facts.values.length > 0) {
		values[`${at}.${name}`] = Object.fromEntries(facts.values);
	}
	const marks = (['readOnly', 'deprecated', 'nullable'] as const).filter(mark => facts[mark]);
	const more = facts.format === '' ? [marks.join(' ')].filter(text => text !== '') : [marks.join(' '), facts.format];
	return [name, facts.type, 'file', facts.description, ...more];
}

interface Words {
	readonly titles: ReadonlyMap<string, { readonly title: string; readonly description: string }>;
	/** What people call a module, by its name in paths. */
	readonly modules: Readonly<Record<string, string>>;
}

/** A tag that one entity has alone is its title; a group of tags that the entities of one module have is that of the module. */
function wordsOf(document: JsonObject, entities: readonly Entity[]): Words {
	const titles = new Map<string, { title: string; description: string }>();
	const modules: Record<string, string> = {};
	const known = new Map(
		elements(member(document, 'tags')).flatMap(tag => (isObject(tag) ? [[member(tag, 'name'), tag]] : [])),
	);
	const groups = elements(member(document, 'x-tagGroups')).filter(isObject);
	for (const { place, tags } of entities) {
		for (const name of tags) {
			const tag = known.get(name);
			if (entities.filter(other => other.tags.has(name)).length === 1) {
				titles.set(pathOf(place), {
					title: textOf((isObject(tag) ? member(tag, 'x-displayName') : undefined) ?? name),
					description: textOf(isObject(tag) ? member(tag, 'description') : undefined),
				});
			}
			const group = groups.find(each => elements(member(each, 'tags')).includes(name));
			const title = textOf(member(group, 'name'));
			if (title !== '') {
				modules[place.module] ??= title;
			}
		}
	}
	return { titles, modules };
}
