import { type Catalog, type CatalogEntity, type CatalogField, pathOf } from './catalog';

/**
 * What a field holds: `choice`, one of the values that the catalog knows; `flag`, 1 or 0; `day`, `YYYY-MM-DD`; `moment`, `YYYY-MM-DD hh:mm:ss` in the
 * time zone of the portal; `date`, one of these two, and it is not known which; `id`, that of a record.
 */
export type FieldKind = 'choice' | 'flag' | 'day' | 'moment' | 'date' | 'id' | 'number' | 'text';

export interface FieldFacts {
	readonly field: CatalogField;
	readonly kind: FieldKind;
	/** With what they mean, in English; all that are known, which need not be all that there are. Empty unless the kind is `choice`. */
	readonly values: readonly (readonly [value: string, meaning: string])[];
	/** Whose records the ids are of; undefined where it is not known, or where the kind is not `id`. */
	readonly refersTo: CatalogEntity | undefined;
}

/** @returns undefined for what the catalog does not know, such as a custom field */
export function fieldFacts(catalog: Catalog, entity: CatalogEntity, name: string): FieldFacts | undefined {
	const field = entity.fields.find(candidate => candidate.name === name);
	if (field === undefined) {
		return undefined;
	}
	const at = `${pathOf(entity)}.${name}`;
	const values = Object.entries(catalog.values[at] ?? {});
	if (values.length > 0) {
		return { field, kind: 'choice', values, refersTo: undefined };
	}
	const path = catalog.references[at] ?? catalog.references[name];
	const refersTo = name === 'id' ? entity : catalog.entities.find(candidate => pathOf(candidate) === path);
	return { field, kind: refersTo === undefined ? kindOf(field, entity) : 'id', values, refersTo };
}

/** Sources write types in capitals, too, and call a date a string as often. */
function kindOf({ name, type, description, format }: CatalogField, { module }: CatalogEntity): FieldKind {
	const written = type.toLowerCase();
	if (written === 'boolean' || description.endsWith('(1/0)')) {
		return 'flag';
	}
	if (written === 'date' || format === 'date') {
		return 'day';
	}
	if (format === 'date-time') {
		return 'moment';
	}
	if (written === 'string' && /date$|^deadline$|^created$|^updated$|_at$/u.test(name)) {
		return description.includes('portal time zone') ? 'moment' : (dateKinds[module] ?? 'date');
	}
	return ['number', 'integer', 'double'].includes(written) ? 'number' : 'text';
}

/** What clients have met: the dates of tasks have a time, those of projects have none. */
const dateKinds: Readonly<Record<string, 'day' | 'moment'>> = { task: 'moment', st: 'day' };
