import type { FieldKind } from '../../catalog/fieldFacts';
import { conditionIn } from './rowFilter';

/** Why what is written into a filter has no form that Flowlu is known to read. */
export type NoServerFilter =
	/** Parts of values are found by `search` only, in no column in particular. */
	| 'contains'
	| 'empty'
	/** A comma is between several values, and `!` or `{` at the beginning is a sign. */
	| 'sign'
	/** Days take `>=` and `<=`, numbers `>` and `<`, all else neither. */
	| 'order'
	| 'noDay'
	| 'noNumber';

export type ServerFilter =
	| { readonly kind: 'filter'; readonly name: string; readonly value: string }
	| { readonly kind: 'none'; readonly because: NoServerFilter };

/** The field that is filtered; its kind is undefined where nothing is known of it. */
interface FilteredField {
	readonly name: string;
	readonly kind: FieldKind | undefined;
}

/**
 * The parameter of a list that finds on the server what is written into the filter of a column: `filter[active]=1`. Only in the forms that the vendor
 * documents; ranges of days are inclusive, `more` and `less` are not.
 */
export function serverFilter(written: string, { name, kind }: FilteredField): ServerFilter {
	const { operator, value } = conditionIn(written);
	const none = (because: NoServerFilter): ServerFilter => ({ kind: 'none', because });
	const filter = (text: string): ServerFilter => ({
		kind: 'filter',
		name: `filter[${filteredName(name)}]`,
		value: text,
	});
	if (operator === '') {
		return none(value === '' ? 'empty' : 'contains');
	}
	if (value === '') {
		return none('empty');
	}
	const isDate = kind === 'day' || kind === 'moment' || kind === 'date';
	switch (operator) {
		case '=':
		case '!=': {
			const isList = kind !== undefined && kind !== 'text' && /^\d+(?:,\d+)*$/u.test(value);
			const isSign = /^[!{]|,/u.test(value) && !isList;
			return isSign ? none('sign') : filter(operator === '=' ? value : `!${value}`);
		}
		case '>=':
		case '<=':
			if (!isDate) {
				return none('order');
			}
			return /^\d{4}-\d\d-\d\d$/u.test(value)
				? filter(JSON.stringify({ [operator === '>=' ? 'start_date' : 'end_date']: value }))
				: none('noDay');
		case '>':
		case '<':
			if (kind !== 'number' && name !== 'id') {
				return none('order');
			}
			return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/u.test(value)
				? filter(`{"type":"${operator === '>' ? 'more' : 'less'}","value":${value}}`)
				: none('noNumber');
	}
}

/** Custom fields are called otherwise in filters than in records. */
function filteredName(name: string): string {
	return name.replace(/^cf_/u, 'cf.field_');
}
