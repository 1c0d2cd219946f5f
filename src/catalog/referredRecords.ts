import { type Catalog, type CatalogEntity, findEntity, findMethod, pathOf } from './catalog';
import type { Endpoint } from './endpoints';
import { fieldFacts, type FieldFacts } from './fieldFacts';

/** Records whose ids a value may be. */
export interface ReferredRecords {
	readonly entity: CatalogEntity;
	/** Only those that have the value in the field: the stages of the pipeline that the same request names. Absent where all may be. */
	readonly group?: { readonly field: string; readonly value: string };
}

/** A parameter or a field as it is written: `filter[active]`, `active`. */
interface WrittenName {
	readonly name: string;
	readonly where: 'query' | 'form' | 'json';
}

/** What a request has for another field in the same place, as it is written; undefined where that is no number. */
type ValueBeside = (field: string) => string | undefined;

/** Whose id a value is; undefined where it is none, or the catalog does not know. */
export function referredRecords(
	catalog: Catalog,
	endpoint: Endpoint,
	{ name, where }: WrittenName,
	valueBeside: ValueBeside,
): ReferredRecords | undefined {
	const facts = where === 'query' ? filteredField(catalog, endpoint, name) : fieldFacts(catalog, endpoint.entity, name);
	if (facts?.refersTo === undefined) {
		return where === 'query' ? undefined : fieldOptions(catalog, name);
	}
	const entity = facts.refersTo;
	const field = catalog.groups[pathOf(entity)];
	const value = field === undefined ? undefined : valueBeside(field);
	return field === undefined || value === undefined ? { entity } : { entity, group: { field, value } };
}

/** Of these, those that may be written and have a list; undefined where Flowlu is not known to have one, or sets the value itself. */
export function listedRecords(
	catalog: Catalog,
	endpoint: Endpoint,
	written: WrittenName,
	valueBeside: ValueBeside,
): ReferredRecords | undefined {
	const referred = referredRecords(catalog, endpoint, written, valueBeside);
	const isWritten =
		written.where === 'query' ||
		(endpoint.method.httpMethod === 'POST' &&
			fieldFacts(catalog, endpoint.entity, written.name)?.field.readOnly === undefined);
	return referred !== undefined && isWritten && findMethod(referred.entity, 'list') !== undefined
		? referred
		: undefined;
}

/** What is known of the field that a filter names. */
export function filteredField(catalog: Catalog, { entity, method }: Endpoint, name: string): FieldFacts | undefined {
	const [, field = ''] = /^filter\[(?<field>[^\]]+)\]$/u.exec(name) ?? [];
	const takesFilters = method.params.some(parameter => parameter.name === 'filter[field]');
	return takesFilters ? fieldFacts(catalog, entity, field) : undefined;
}

/** Of a custom field by its number, which a field of another kind has none of. An alias does not tell the number, nor is it known what a filter takes. */
function fieldOptions(catalog: Catalog, name: string): ReferredRecords | undefined {
	const [, value] = /^cf[_.](?<value>\d+)(?:\[\d*\])?$/u.exec(name) ?? [];
	const entity = findEntity(catalog, 'customfields', 'fieldoptions');
	return value === undefined || entity === undefined ? undefined : { entity, group: { field: 'field_id', value } };
}
