import { elements, isObject, type JsonObject, member, type References } from './references';

export interface Property {
	readonly name: string;
	/** As it stands in the document: what it refers to has not been followed. */
	readonly schema: unknown;
	readonly required: boolean;
}

/** What a schema says of a value. */
export interface ValueFacts {
	readonly type: string;
	readonly format: string;
	readonly description: string;
	/** With what they mean, where the document has words for it; '' where not. */
	readonly values: readonly (readonly [value: string, meaning: string])[];
	readonly readOnly: boolean;
	readonly deprecated: boolean;
	readonly nullable: boolean;
}

const maxDepth = 16;
const maxProperties = 2000;
const maxValues = 200;

/** The properties of an object, those of all parts of `allOf` and of the first of `oneOf` or `anyOf`. Their own schemas are left alone, so no circle is entered. */
export function propertiesOf(schema: unknown, references: References): readonly Property[] {
	const schemas = new Map<string, unknown>();
	const required = new Set<unknown>();
	for (const part of partsOf(schema, references)) {
		elements(member(part, 'required')).forEach(name => required.add(name));
		const properties = member(part, 'properties');
		for (const [name, property] of isObject(properties) ? Object.entries(properties) : []) {
			if (schemas.size < maxProperties) {
				schemas.set(name, property);
			}
		}
	}
	return Array.from(schemas, ([name, property]) => ({ name, schema: property, required: required.has(name) }));
}

/** What a value is like; of what several parts say, the last counts. */
export function valueFacts(schema: unknown, references: References): ValueFacts {
	const parts = partsOf(schema, references);
	const last = (name: string): unknown => parts.map(part => member(part, name)).findLast(value => value !== undefined);
	const types = [last('type')].flat().filter(type => typeof type === 'string');
	const names = elements(last('x-enum-descriptions') ?? last('x-enumNames') ?? last('x-enum-varnames'));
	return {
		type: types.find(type => type !== 'null') ?? '',
		format: textOf(last('format')),
		description: textOf(last('description') ?? last('title')),
		// Not true and false: they say no more than the type, and travel as 1 and 0.
		values: elements(last('enum'))
			.slice(0, maxValues)
			.flatMap((value, index) =>
				typeof value === 'string' || typeof value === 'number' ? [[String(value), textOf(names[index])] as const] : [],
			),
		readOnly: last('readOnly') === true,
		deprecated: last('deprecated') === true,
		nullable: last('nullable') === true || types.includes('null'),
	};
}

/** The schema of an array's elements; undefined where it is no array. */
export function elementsOf(schema: unknown, references: References): unknown {
	return partsOf(schema, references)
		.map(part => member(part, 'items'))
		.findLast(value => value !== undefined);
}

/** A schema and those that it is put together of, itself last; each once, as some are parts of themselves. */
function partsOf(
	schema: unknown,
	references: References,
	{ seen, depth }: { readonly seen: Set<JsonObject>; readonly depth: number } = { seen: new Set(), depth: 0 },
): readonly JsonObject[] {
	const resolved = references.resolve(schema);
	if (resolved === undefined || seen.has(resolved) || depth > maxDepth) {
		return [];
	}
	seen.add(resolved);
	const [choice] = [...elements(member(resolved, 'oneOf')), ...elements(member(resolved, 'anyOf'))].filter(
		each => !isObject(each) || member(each, 'type') !== 'null',
	);
	const parts = [...elements(member(resolved, 'allOf')), ...(choice === undefined ? [] : [choice])];
	return [...parts.flatMap(part => partsOf(part, references, { seen, depth: depth + 1 })), resolved];
}

const maxText = 160;

/** One line of plain text: Flowlu's descriptions have tags, and placeholders such as `M.CRM.ACCOUNT.TITLE` where a text is missing. */
export function textOf(value: unknown): string {
	if (typeof value !== 'string') {
		return '';
	}
	const plain = value
		.slice(0, maxText * 4)
		.replace(/<[^<>]*>/gu, ' ')
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.trim();
	if (/^[A-Z][A-Z0-9_]*(?:\.[A-Z0-9_]+)+$/u.test(plain) || plain === 'M.APIDOCUMENTATOR_EMPTY_DESCRIPTION') {
		return '';
	}
	return plain.length > maxText ? `${plain.slice(0, maxText - 1)}…` : plain;
}
