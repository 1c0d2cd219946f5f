import { type ComparedValue, compareIds, recordsById } from './comparedValue';
import type { IsIgnored } from './ignoredFields';

/** A field of a record that is another; undefined where the record has none of the name. Values are JSON in one line. */
export interface FieldChange {
	/** `name`, `address.city` */
	readonly field: string;
	readonly before: string | undefined;
	readonly after: string | undefined;
}

export interface NamedRecord {
	readonly id: string;
	/** What people call it, as JSON; empty where it has neither name nor title. */
	readonly name: string;
}

/** What of a list is another, records by their id and in its order. */
export interface RecordChanges {
	readonly added: readonly NamedRecord[];
	readonly removed: readonly NamedRecord[];
	readonly changed: readonly (NamedRecord & { readonly fields: readonly FieldChange[] })[];
	/** How many are the same in all that is compared. */
	readonly same: number;
}

/** Undefined where one of them is no list of records that each have an id. */
export function recordChanges(
	before: ComparedValue,
	after: ComparedValue,
	isIgnored: IsIgnored,
): RecordChanges | undefined {
	const [old, now] = [listIn(before), listIn(after)];
	if (old === undefined || now === undefined) {
		return undefined;
	}
	const names = now.names;
	const both = [...now.records].flatMap(([id, record]) => {
		const earlier = old.records.get(id);
		return earlier === undefined
			? []
			: [{ ...named(id, record), fields: fieldChanges(earlier, record, names, isIgnored) }];
	});
	const changed = both.filter(({ fields }) => fields.length > 0);
	return {
		added: without(now.records, old.records),
		removed: without(old.records, now.records),
		changed: changed.sort((one, other) => compareIds(one.id, other.id)),
		same: both.length - changed.length,
	};
}

interface List {
	readonly names: readonly string[];
	readonly records: ReadonlyMap<string, ComparedValue>;
}

/** The records of `response.items`, else of a `response` that is a list itself. */
function listIn(value: ComparedValue): List | undefined {
	const response = memberOf(value, 'response');
	const items = response && memberOf(response, 'items');
	const [list, names] = items === undefined ? [response, ['response']] : [items, ['response', 'items']];
	const records = list?.kind === 'array' ? recordsById(list.elements) : undefined;
	return records && { names, records };
}

function memberOf(value: ComparedValue, name: string): ComparedValue | undefined {
	return value.kind === 'object' ? value.members.get(name) : undefined;
}

function without(records: List['records'], others: List['records']): readonly NamedRecord[] {
	return [...records]
		.filter(([id]) => !others.has(id))
		.map(([id, record]) => named(id, record))
		.sort((one, other) => compareIds(one.id, other.id));
}

function named(id: string, record: ComparedValue): NamedRecord {
	const name = memberOf(record, 'name') ?? memberOf(record, 'title');
	return { id, name: name?.kind === 'scalar' && name.text.startsWith('"') ? name.text : '' };
}

/** Objects are compared member by member, all else as a whole. */
function fieldChanges(
	before: ComparedValue | undefined,
	after: ComparedValue | undefined,
	names: readonly string[],
	isIgnored: IsIgnored,
	field: readonly string[] = [],
): readonly FieldChange[] {
	if (isIgnored([...names, ...field])) {
		return [];
	}
	if (before?.kind === 'object' && after?.kind === 'object') {
		const all = new Set([...before.members.keys(), ...after.members.keys()]);
		return [...all].flatMap(name =>
			fieldChanges(before.members.get(name), after.members.get(name), names, isIgnored, [...field, name]),
		);
	}
	const [old, now] = [before && inLine(before), after && inLine(after)];
	return old === now ? [] : [{ field: field.join('.'), before: old, after: now }];
}

function inLine(value: ComparedValue): string {
	switch (value.kind) {
		case 'scalar':
			return value.text;
		case 'array':
			return `[${value.elements.map(inLine).join(', ')}]`;
		case 'object':
			return `{${[...value.members]
				.sort(([one], [other]) => (one < other ? -1 : 1))
				.map(([name, member]) => `${JSON.stringify(name)}: ${inLine(member)}`)
				.join(', ')}}`;
	}
}
