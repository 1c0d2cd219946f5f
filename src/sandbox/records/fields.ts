import type { CatalogEntity, CatalogField } from '../../catalog/catalog';

/** What a field of a record holds; a list only in custom fields of several values. */
export type Value = string | number | null | readonly string[];

/** A record: values by field name. */
export type Row = Record<string, Value>;

/** The catalog's types differ in case by source; booleans travel as 1 and 0, and an opportunity's `active` as 1 to 3. */
function isNumeric(field: CatalogField): boolean {
	return ['number', 'integer', 'double', 'boolean'].includes(field.type.toLowerCase());
}

/** What a new record holds where nothing was sent. */
export function emptyRow(entity: CatalogEntity): Row {
	return Object.fromEntries(entity.fields.map(field => [field.name, emptyValue(field)]));
}

/** @returns the value to store, or what is wrong with it (the wording is ours, Flowlu's is not known). */
export function readValue(field: CatalogField, text: string): { readonly value: Value } | { readonly problem: string } {
	if (!isNumeric(field)) {
		return { value: text };
	}
	if (text === '') {
		return { value: 0 };
	}
	const value = Number(text);
	return Number.isFinite(value) ? { value } : { problem: `${field.name} must be a number` };
}

function emptyValue(field: CatalogField): Value {
	if (field.name === 'deleted_at') {
		return null;
	}
	if (field.name === 'active') {
		// In use; for an opportunity, in progress. Flowlu's own defaults are not known.
		return 1;
	}
	return isNumeric(field) ? 0 : '';
}
