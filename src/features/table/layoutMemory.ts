import { isPlainEntity } from '../../flowlu/operation';
import { noLayout, readLayout, withChanges, type ColumnLayout } from '../../records/table/columnOrder';
import type { Memory } from '../../ui/memory';

const key = 'tableColumns';

/** Entities whose columns are remembered; the one that was changed longest ago is forgotten first. */
const maxEntities = 60;

/** How the user has arranged the columns of each entity: names of fields and widths, nothing of a record. */
interface Layouts {
	of(entity: string | undefined): ColumnLayout;
	/** Remembers what a table has changed, where the entity is spelled as entities are. */
	keep(entity: string | undefined, before: ColumnLayout, after: ColumnLayout): Promise<void>;
}

export function readLayouts(memento: Memory): Layouts {
	const stored: unknown = memento.get(key);
	const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
	function of(entity: string | undefined): ColumnLayout {
		const found: unknown = entries.find(([name]) => name === entity)?.[1];
		return found === undefined ? noLayout : readLayout(found);
	}
	return {
		of,
		keep: async (entity, before, after) => {
			if (entity !== undefined && isPlainEntity(entity)) {
				const others = entries.filter(([name]) => name !== entity).slice(1 - maxEntities);
				const layout = readLayout(withChanges(of(entity), before, after));
				await memento.update(key, Object.fromEntries([...others, [entity, layout]]));
			}
		},
	};
}
