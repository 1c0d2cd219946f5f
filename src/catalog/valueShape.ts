import type { Catalog, CatalogEntity } from './catalog';
import { fieldFacts } from './fieldFacts';

/** What a value of a field has to look like, as far as the catalog tells. */
export type ValueShape =
	| { readonly kind: 'integer' | 'number' | 'boolean' | 'date' }
	| { readonly kind: 'oneOf'; readonly values: readonly (readonly [value: string, meaning: string])[] };

/**
 * Undefined where any text will do. Values that are listed count more than the type: `active` of an opportunity is called a Boolean, and is 1, 2 or 3.
 * Of a field with one listed value the others are not told.
 */
export function valueShape(catalog: Catalog, entity: CatalogEntity, name: string): ValueShape | undefined {
	const facts = fieldFacts(catalog, entity, name);
	if (facts === undefined) {
		return undefined;
	}
	if (facts.values.length > 0) {
		return facts.values.length > 1 ? { kind: 'oneOf', values: facts.values } : undefined;
	}
	switch (facts.field.type.toLowerCase()) {
		case 'integer':
			return { kind: 'integer' };
		case 'number':
		case 'double':
			return { kind: 'number' };
		case 'boolean':
			return { kind: 'boolean' };
		case 'date':
			return { kind: 'date' };
		default:
			return undefined;
	}
}

/** Can the text, which is not empty, have the shape? */
export function hasShape(text: string, shape: ValueShape): boolean {
	switch (shape.kind) {
		case 'integer':
			return /^[+-]?\d+$/u.test(text);
		case 'number':
			return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/iu.test(text);
		case 'boolean':
			return text === '0' || text === '1';
		case 'date':
			// A moment is as good as a day.
			return /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?)?$/u.test(text);
		case 'oneOf':
			return shape.values.some(([value]) => value === text);
	}
}
