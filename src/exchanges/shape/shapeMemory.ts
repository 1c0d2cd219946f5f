import type { SeenField, SeenFields, ShapeKey, ValueKind } from './seenFields';

/** What is remembered of a field. Records are counted in the order of their responses, from the first that was remembered. */
export interface KnownField {
	/** How many records came before the first response that had the field. */
	readonly first: number;
	/** How many had come with the last response that had it. */
	readonly last: number;
	/** How many had it. */
	readonly records: number;
	/** In how many responses it was. */
	readonly responses: number;
	/** Of its values, but for those that tell nothing. */
	readonly kinds: readonly ValueKind[];
	/** How many values told one. */
	readonly values: number;
	/** Kinds that only the last values had, and how many these were: too few yet to say so. */
	readonly otherKinds: readonly ValueKind[];
	readonly otherValues: number;
}

/** What is remembered of the responses of one kind. */
export interface KnownShape {
	/** Records that were looked at. */
	readonly records: number;
	/** When it was last told from, in milliseconds since 1970, with no change in sight. */
	readonly settledAt: number;
	readonly fields: ReadonlyMap<string, KnownField>;
}

/** A field that is another; undefined where it is not there. No kind where only empty values were seen. */
export interface ShapeChange {
	readonly field: string;
	readonly before: readonly ValueKind[] | undefined;
	readonly now: readonly ValueKind[] | undefined;
}

/** How many records say what was, and how many say that it is no longer so. */
interface Evidence {
	readonly before: number;
	readonly now: number;
}

/** One record says less than those of a list, which are beside one another. */
const evidenceOf: Readonly<Record<'list' | 'get', Evidence>> = {
	list: { before: 5, now: 3 },
	get: { before: 10, now: 5 },
};

/** Responses in which a field was, before it is missed. */
const minResponses = 2;

/** Fields that are remembered; those that were not seen for longest are forgotten. */
const maxFields = 200;

interface Noted {
	readonly shape: KnownShape;
	/** By the names of the fields. */
	readonly changes: readonly ShapeChange[];
}

/**
 * Adds a response to what is remembered, and tells what has changed since: once, as what has changed is remembered from then on. A field is lost if each
 * record had it until it was in none; it is new if none had it until each did; a field that only some records have is neither.
 * @param known undefined before the first response
 * @param at milliseconds since 1970
 */
export function note(known: KnownShape | undefined, seen: SeenFields, key: ShapeKey, at: number): Noted {
	const before = known ?? { records: 0, settledAt: at, fields: new Map<string, KnownField>() };
	const evidence = evidenceOf[key.endsWith('list') ? 'list' : 'get'];
	const records = before.records + seen.records;
	const fields = new Map<string, KnownField>();
	const changes: ShapeChange[] = [];
	for (const name of new Set([...before.fields.keys(), ...seen.fields.keys()])) {
		const [old, now] = [before.fields.get(name), seen.fields.get(name)];
		if (now !== undefined) {
			const { field, otherKinds } = withKinds(added(old, now, before.records, records), now, evidence);
			fields.set(name, field);
			if (isGained(field, evidence) && (old?.records ?? 0) < evidence.now) {
				changes.push({ field: name, before: undefined, now: field.kinds });
			} else if (otherKinds !== undefined) {
				changes.push({ field: name, before: old?.kinds ?? [], now: otherKinds });
			}
		} else if (old !== undefined && isLost(old, records, evidence)) {
			changes.push({ field: name, before: old.kinds, now: undefined });
		} else if (old !== undefined) {
			fields.set(name, old);
		}
	}
	const isSettled = [...fields.values()].every(field => !isInDoubt(field, records, evidence));
	return {
		shape: { records, settledAt: isSettled ? at : before.settledAt, fields: latest(fields) },
		changes: changes.sort((one, other) => (one.field < other.field ? -1 : 1)),
	};
}

function added(old: KnownField | undefined, now: SeenField, first: number, last: number): KnownField {
	const { kinds, values, otherKinds, otherValues } = old ?? { kinds: [], values: 0, otherKinds: [], otherValues: 0 };
	return {
		first: old?.first ?? first,
		last,
		records: (old?.records ?? 0) + now.records,
		responses: (old?.responses ?? 0) + 1,
		kinds,
		values,
		otherKinds,
		otherValues,
	};
}

/** @returns with the kinds that are to be told, if any */
function withKinds(
	field: KnownField,
	{ kinds }: SeenField,
	evidence: Evidence,
): { readonly field: KnownField; readonly otherKinds?: readonly ValueKind[] } {
	const seen = [...kinds.keys()];
	const values = [...kinds.values()].reduce((sum, count) => sum + count, 0);
	if (values === 0) {
		return { field };
	}
	const settled = (all: readonly ValueKind[]): KnownField => ({
		...field,
		kinds: all.toSorted(),
		values: field.values + field.otherValues + values,
		otherKinds: [],
		otherValues: 0,
	});
	const otherKinds = [...new Set([...field.otherKinds, ...seen])].toSorted();
	const otherValues = field.otherValues + values;
	const all = [...new Set([...field.kinds, ...otherKinds])];
	// Side by side, or with few to tell from, several kinds are no change.
	if (field.values < evidence.before || seen.some(kind => field.kinds.includes(kind))) {
		return { field: settled(all) };
	}
	return otherValues < evidence.now
		? { field: { ...field, otherKinds, otherValues } }
		: { field: settled(all), otherKinds };
}

/** Is it in every record from the first response that had it to the last one? */
function isInEach({ first, last, records }: KnownField): boolean {
	return records === last - first;
}

function isGained(field: KnownField, evidence: Evidence): boolean {
	return isInEach(field) && field.first >= evidence.before && field.records >= evidence.now;
}

function couldBeMissed(field: KnownField, evidence: Evidence): boolean {
	return isInEach(field) && field.records >= evidence.before && field.responses >= minResponses;
}

function isLost(field: KnownField, records: number, evidence: Evidence): boolean {
	return couldBeMissed(field, evidence) && records - field.last >= evidence.now;
}

/** May the next responses show that it has changed? */
function isInDoubt(field: KnownField, records: number, evidence: Evidence): boolean {
	return (
		field.otherValues > 0 ||
		(field.last < records && couldBeMissed(field, evidence)) ||
		(isInEach(field) && field.first >= evidence.before && field.records < evidence.now)
	);
}

function latest(fields: ReadonlyMap<string, KnownField>): ReadonlyMap<string, KnownField> {
	return new Map([...fields].sort(([, one], [, other]) => other.last - one.last).slice(0, maxFields));
}
