import { type Catalog, pathOf } from '../../../catalog/catalog';
import { fieldFacts, type FieldKind } from '../../../catalog/fieldFacts';

/** The fields whose texts are dates or numbers in a sheet, by their names; the texts of all others stay texts. */
export type ColumnKinds = ReadonlyMap<string, 'date' | 'number'>;

const kinds: Readonly<Partial<Record<FieldKind, 'date' | 'number'>>> = {
	day: 'date',
	moment: 'date',
	date: 'date',
	id: 'number',
	number: 'number',
};

/** @param path of an entity, such as `crm/account`; nothing is known of one that the catalog does not have */
export function columnKinds(catalog: Catalog, path: string): ColumnKinds {
	const entity = catalog.entities.find(candidate => pathOf(candidate) === path);
	return new Map(
		(entity?.fields ?? []).flatMap(({ name }) => {
			const facts = entity && fieldFacts(catalog, entity, name);
			const kind = facts && kinds[facts.kind];
			return kind === undefined ? [] : [[name, kind] as const];
		}),
	);
}
