import type { Shape } from './shape';

/** JSON Schema, draft 2020-12, as JSON in lines. */
export function jsonSchema(title: string, shape: Shape): string {
	const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', title, ...schemaOf(shape) };
	return `${JSON.stringify(schema, undefined, 2)}\n`;
}

type Schema = Readonly<Record<string, unknown>>;

function schemaOf({ scalars, array, object }: Shape): Schema {
	const kinds = [...scalars];
	const schemas: readonly Schema[] = [
		...(object === undefined ? [] : [objectSchema(object)]),
		...(array === undefined
			? []
			: [{ type: 'array', ...(array.element !== undefined && { items: schemaOf(array.element) }) }]),
		...(kinds.length === 0 ? [] : [{ type: kinds.length === 1 ? kinds[0] : kinds }]),
	];
	const [only, ...others] = schemas;
	return others.length > 0 ? { anyOf: schemas } : (only ?? {});
}

function objectSchema(members: NonNullable<Shape['object']>): Schema {
	const required = [...members].filter(([, { optional }]) => !optional).map(([name]) => name);
	return {
		type: 'object',
		// A member called __proto__ is one of the object too.
		properties: Object.fromEntries([...members].map(([name, { shape }]) => [name, schemaOf(shape)])),
		...(required.length > 0 && { required }),
	};
}
