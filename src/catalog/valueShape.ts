import type { FieldType } from './catalog';

/** What a value of a field has to look like, as far as the catalog tells; undefined where any text will do. */
export type ValueShape =
	| { readonly kind: 'integer' | 'number' | 'boolean' | 'date' }
	| { readonly kind: 'oneOf'; readonly values: readonly AllowedValue[] };

export interface AllowedValue {
	readonly value: string;
	/** English, as the description has it: `in progress`. */
	readonly meaning: string;
}

interface Described {
	readonly type: FieldType;
	readonly description: string;
}

/** The values that a description lists count more than the type: `active` of an opportunity is called a Boolean, and is 1, 2 or 3. */
export function valueShape({ type, description }: Described): ValueShape | undefined {
	const values = allowedValues(description);
	if (values.length > 0) {
		return { kind: 'oneOf', values };
	}
	switch (type.toLowerCase()) {
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

/**
 * Those that a description of nothing else lists: `1 = in progress, 2 = lost`, `1 low, 2 medium`. None where it has a range, words of its own, or
 * one value only, of which the others are not told.
 */
function allowedValues(description: string): readonly AllowedValue[] {
	const values = description.split(', ').map(part => {
		const [, value, meaning] = /^(?<value>\d+)(?: =)? (?<meaning>[^\d].*)$/u.exec(part) ?? [];
		return value === undefined || meaning === undefined ? undefined : { value, meaning };
	});
	const known = values.filter(value => value !== undefined);
	return known.length > 1 && known.length === values.length ? known : [];
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
			return shape.values.some(({ value }) => value === text);
	}
}
