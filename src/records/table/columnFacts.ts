import { type Catalog, pathOf } from '../../catalog/catalog';
import { fieldFacts, type FieldKind } from '../../catalog/fieldFacts';

/** What is known of a field beyond its values. All of it can be handed to a page as it is. */
export interface ColumnFacts {
	readonly name: string;
	readonly kind: FieldKind;
	readonly description: string;
	/** Of a custom field. */
	readonly title?: string;
	/** What values mean, by the value: the meaning of a choice, or the name of the record that an id is of. */
	readonly meanings: Readonly<Record<string, string>>;
	/** The entity that ids are of: `crm/account`. Absent for the record's own id. */
	readonly refersTo?: string;
}

/** The newest names of records that responses have shown, by id; nothing is sent for them. */
type KnownNames = (entity: string) => readonly { readonly id: string; readonly name: string }[];

/** The fields of an entity in the order of the catalog, and then the custom fields whose definitions a response has shown. */
export function columnFacts(catalog: Catalog, entity: string, known: KnownNames): readonly ColumnFacts[] {
	const found = catalog.entities.find(candidate => pathOf(candidate) === entity);
	const fields = (found?.fields ?? []).flatMap(field => {
		const facts = found && fieldFacts(catalog, found, field.name);
		if (facts === undefined) {
			return [];
		}
		const { kind, values, refersTo } = facts;
		const isOther = refersTo !== undefined && field.name !== 'id';
		const target = isOther ? pathOf(refersTo) : undefined;
		const names = target === undefined ? [] : known(target).map(record => [record.id, record.name] as const);
		return [
			{
				name: field.name,
				kind,
				description: field.description,
				meanings: Object.fromEntries([...values, ...names].filter(([, meaning]) => meaning !== '')),
				...(target !== undefined && { refersTo: target }),
			},
		];
	});
	const customFields = known('customfields/fields').map(({ id, name: title }) => ({
		name: `cf_${id}`,
		kind: 'text' as const,
		description: '',
		title,
		meanings: {},
	}));
	return [...fields, ...customFields];
}
