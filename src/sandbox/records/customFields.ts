import type { CatalogEntity } from '../../catalog/catalog';
import type { Database } from './database';
import type { Row, Value } from './fields';

/** A definition of customfields/fields, as far as records need it. */
export interface CustomField {
	readonly id: number;
	readonly title: string;
	readonly alias: string;
	readonly apiUseAlias: boolean;
	readonly type: string;
	/** The record's key: `cf_3`, or `cf_signed` where the alias is used. */
	readonly key: string;
	/** Takes several values: `cf_2[]=1&cf_2[]=2`. */
	readonly multiple: boolean;
}

/** Links name an object's model in the singular, unlike the entity. */
const models: Readonly<Record<string, string>> = { tasks: 'task', projects: 'project' };

export function customFieldsOf(database: Database, { module, entity }: CatalogEntity): readonly CustomField[] {
	const model = models[entity] ?? entity;
	return database
		.table('customfields', 'fields')
		.all()
		.filter(row => row['module'] === module && row['model'] === model && row['active'] === 1)
		.map(definition);
}

/** Replaces bare `cf_` keys by a `customfields` list, as `customfields=1` asks. */
export function describeCustomFields(row: Readonly<Row>, fields: readonly CustomField[]): Record<string, unknown> {
	const bare = Object.entries(row).filter(([name]) => !fields.some(({ key }) => key === name));
	const customfields = fields.map(({ id, title, alias, apiUseAlias, type, key }) => ({
		id,
		title,
		alias,
		api_use_alias: apiUseAlias ? 1 : 0,
		type,
		value: row[key] ?? null,
	}));
	return { ...Object.fromEntries(bare), customfields };
}

/** Finds the field by what a client calls it: its key, `cf.{id}`, or in a filter `cf.field_{id or alias}`. */
export function findCustomField(fields: readonly CustomField[], name: string): CustomField | undefined {
	const called = /^cf(?:\.field_|[._])(?<called>\w+)$/u.exec(name)?.groups?.['called'];
	return fields.find(({ id, alias, apiUseAlias }) => called === String(id) || (apiUseAlias && called === alias));
}

export function customValue(field: CustomField, texts: readonly string[]): Value {
	const last = texts.at(-1) ?? '';
	if (field.multiple) {
		return texts.filter(text => text !== '');
	}
	return field.type === 'boolean' ? Number(last === '1') : last;
}

function definition(row: Row): CustomField {
	const { id, name, alias, type } = row;
	const apiUseAlias = row['api_use_alias'] === 1 && alias !== '';
	return {
		id: Number(id),
		title: String(name),
		alias: String(alias),
		apiUseAlias,
		type: String(type),
		key: `cf_${String(apiUseAlias ? alias : id)}`,
		multiple: type === 'select.multiple',
	};
}
