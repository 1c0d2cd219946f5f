import { type ComparedValue, inOrderOfKeys, orderedElements, orderedMembers, recordsBy } from './comparedValue';
import type { IsIgnored } from './ignoredFields';

/** A field of a record that is another; undefined where the record has none of the name. Values are JSON in one line. */
export interface FieldChange {
	/** `name`, `address.city` */
	readonly field: string;
	readonly before: string | undefined;
	readonly after: string | undefined;
}

export interface NamedRecord {
	/** What it has in the column that records are told by, as JSON; digits without quotes. */
	readonly key: string;
	/** What people call it, as JSON; empty where it has neither name nor title, or is told by it. */
	readonly name: string;
}

/** What of a list is another, records in the order of their keys. */
export interface RecordChanges {
	/** The member by which a record of the one list is found in the other. */
	readonly column: string;
	readonly added: readonly NamedRecord[];
	readonly removed: readonly NamedRecord[];
	readonly changed: readonly (NamedRecord & { readonly fields: readonly FieldChange[] })[];
	/** How many are the same in all that is compared. */
	readonly same: number;
}

interface Comparing {
	readonly isIgnored: IsIgnored;
	/** Are the ids of both lists those of the same records? Those of two accounts are not. */
	readonly haveSameIds: boolean;
}

/** Records that are compared in one step: some milliseconds. */
const recordsPerStep = 100;

/** In steps. Of what is no list, or of lists whose records cannot be told by any member, why they cannot be compared. */
export function* recordChanges(
	before: ComparedValue,
	after: ComparedValue,
	{ isIgnored, haveSameIds }: Comparing,
): Generator<void, RecordChanges | 'noList' | 'noKey'> {
	const [one, other] = [listIn(before), listIn(after)];
	if (one === undefined || other === undefined) {
		return 'noList';
	}
	const { names } = other;
	const isUsable = (column: string): boolean => (haveSameIds || column !== 'id') && !isIgnored([...names, column]);
	const columns = columnsOf(one.elements.length === 0 ? other.elements : one.elements);
	const paired = yield* pairedBy(columns.filter(isUsable), one.elements, other.elements);
	if (paired === undefined) {
		return 'noKey';
	}
	const { column, old, now } = paired;
	const changed: (NamedRecord & { readonly fields: readonly FieldChange[] })[] = [];
	let both = 0;
	for (const [key, record] of now) {
		const earlier = old.get(key);
		if (earlier !== undefined) {
			const fields = fieldChanges(earlier, record, [], { names, isIgnored });
			if (fields.length > 0) {
				changed.push({ ...named(key, record, column), fields });
			}
			if (++both % recordsPerStep === 0) {
				yield;
			}
		}
	}
	return {
		column,
		added: without(now, old, column),
		removed: without(old, now, column),
		changed: inOrderOfKeys(changed, ({ key }) => key),
		same: both - changed.length,
	};
}

/** The elements of `response.items`, else of a `response` that is a list itself. */
function listIn(
	value: ComparedValue,
): { readonly names: readonly string[]; readonly elements: readonly ComparedValue[] } | undefined {
	const response = memberOf(value, 'response');
	const items = response && memberOf(response, 'items');
	const [list, names] = items === undefined ? [response, ['response']] : [items, ['response', 'items']];
	return list?.kind === 'array' ? { names, elements: list.elements } : undefined;
}

/** `id`, then the members of a record in its order. */
function columnsOf([first]: readonly ComparedValue[]): readonly string[] {
	return [...new Set(['id', ...(first?.kind === 'object' ? first.members.keys() : [])])];
}

type Records = ReadonlyMap<string, ComparedValue>;

/** The records of both lists by what they are told by. */
interface Paired {
	readonly column: string;
	readonly old: Records;
	readonly now: Records;
}

/**
 * By the id where each record has another one, else by the member that is another one in each record of a list and has the most values in common; the
 * first of several. Where nothing is in common nobody could tell that it is what records are told by.
 */
function* pairedBy(
	columns: readonly string[],
	before: readonly ComparedValue[],
	after: readonly ComparedValue[],
): Generator<void, Paired | undefined> {
	let best: Paired | undefined;
	let most = before.length === 0 || after.length === 0 ? -1 : 0;
	for (const column of columns) {
		const [old, now] = [recordsBy(column, before), recordsBy(column, after)];
		if (old !== undefined && now !== undefined) {
			if (column === 'id') {
				return { column, old, now };
			}
			const common = [...now.keys()].filter(key => old.has(key)).length;
			best = common > most ? { column, old, now } : best;
			most = Math.max(most, common);
		}
		yield;
	}
	return best;
}

function memberOf(value: ComparedValue, name: string): ComparedValue | undefined {
	return value.kind === 'object' ? value.members.get(name) : undefined;
}

function without(records: Records, others: Records, column: string): readonly NamedRecord[] {
	const missing = [...records].filter(([key]) => !others.has(key)).map(([key, record]) => named(key, record, column));
	return inOrderOfKeys(missing, ({ key }) => key);
}

function named(key: string, record: ComparedValue, column: string): NamedRecord {
	const name = memberOf(record, 'name') ?? memberOf(record, 'title');
	const isText = name?.kind === 'scalar' && name.text.startsWith('"');
	return { key, name: isText && column !== 'name' && column !== 'title' ? name.text : '' };
}

/** What is left out of the records of a list. */
interface Ignoring {
	/** Of the members that lead to the list. */
	readonly names: readonly string[];
	readonly isIgnored: IsIgnored;
}

/** Objects are compared member by member, all else as a whole. */
function fieldChanges(
	before: ComparedValue | undefined,
	after: ComparedValue | undefined,
	field: readonly string[],
	ignoring: Ignoring,
): readonly FieldChange[] {
	if (ignoring.isIgnored([...ignoring.names, ...field])) {
		return [];
	}
	if (before?.kind === 'object' && after?.kind === 'object') {
		const all = new Set([...before.members.keys(), ...after.members.keys()]);
		return [...all].flatMap(name =>
			fieldChanges(before.members.get(name), after.members.get(name), [...field, name], ignoring),
		);
	}
	const [old, now] = [before && inLine(before, field, ignoring), after && inLine(after, field, ignoring)];
	return old === now ? [] : [{ field: field.join('.'), before: old, after: now }];
}

/** The same for values that are compared as the same, so without what is ignored. */
function inLine(value: ComparedValue, field: readonly string[], ignoring: Ignoring): string {
	switch (value.kind) {
		case 'scalar':
			return value.text;
		case 'array':
			return `[${orderedElements(value)
				.map(element => inLine(element, field, ignoring))
				.join(', ')}]`;
		case 'object':
			return `{${orderedMembers(value)
				.map(([name, member]) => ({ name, member, path: [...field, name] }))
				.filter(({ path }) => !ignoring.isIgnored([...ignoring.names, ...path]))
				.map(({ name, member, path }) => `${JSON.stringify(name)}: ${inLine(member, path, ignoring)}`)
				.join(', ')}}`;
	}
}
