/** How the user has arranged the columns of an entity: names of fields and widths, never a value. */
export interface ColumnLayout {
	/** The fields that were moved, in their order; others come where they would stand anyway. */
	readonly order: readonly string[];
	readonly hidden: readonly string[];
	/** Those that stay at the left, before all others. */
	readonly pinned: readonly string[];
	/** In CSS pixels. */
	readonly widths: Readonly<Record<string, number>>;
}

export const noLayout: ColumnLayout = { order: [], hidden: [], pinned: [], widths: {} };

/**
 * The names of columns in the order in which they are shown.
 * @param found in the order in which they came
 * @param known those of the catalog, which come first
 */
export function orderedColumns(
	found: readonly string[],
	known: readonly string[],
	{ order, pinned }: ColumnLayout,
): readonly string[] {
	const names = namesInOrder(found, known, order);
	return [...names.filter(name => pinned.includes(name)), ...names.filter(name => !pinned.includes(name))];
}

function namesInOrder(found: readonly string[], known: readonly string[], order: readonly string[]): readonly string[] {
	const has = new Set(found);
	const usual = [...new Set([...known.filter(name => has.has(name)), ...found])];
	const arranged = order.filter(name => has.has(name));
	if (arranged.length === 0) {
		return usual;
	}
	const isArranged = new Set(arranged);
	const result = [...arranged];
	// What came later stands behind the one that it usually follows.
	for (const [index, name] of usual.entries()) {
		if (!isArranged.has(name)) {
			const before = index === 0 ? -1 : result.indexOf(usual[index - 1] ?? '');
			result.splice(before + 1, 0, name);
		}
	}
	return result;
}

/**
 * The arrangement after a column was moved: among pinned ones it is pinned, among others it is not.
 * @param all columns of the response in their order, of which `shown` are not hidden
 * @param from its place among those that are shown, from 0
 */
export function withColumnMoved(
	layout: ColumnLayout,
	{ all, shown }: { readonly all: readonly string[]; readonly shown: readonly string[] },
	from: number,
	to: number,
): ColumnLayout {
	const pinnedCount = shown.filter(name => layout.pinned.includes(name)).length;
	const moved = shown.toSpliced(from, 1);
	const [name = ''] = shown.slice(from, from + 1);
	moved.splice(to, 0, name);
	return withPinned(
		// What is hidden keeps its place, and so does what this response lacks.
		{ ...layout, order: inPlaces(layout.order, inPlaces(all, moved)) },
		name,
		to < pinnedCount,
	);
}

export function withPinned(layout: ColumnLayout, name: string, isPinned: boolean): ColumnLayout {
	const others = layout.pinned.filter(other => other !== name);
	return { ...layout, pinned: isPinned ? [...others, name] : others };
}

/** @param all columns of the response: of the others it stays as it is whether they are hidden */
export function withColumnsShown(layout: ColumnLayout, all: readonly string[], shown: readonly string[]): ColumnLayout {
	const others = layout.hidden.filter(name => !all.includes(name));
	return { ...layout, hidden: [...others, ...all.filter(name => !shown.includes(name))] };
}

/** What was changed of an arrangement, in one that may have been changed elsewhere meanwhile. */
export function withChanges(layout: ColumnLayout, before: ColumnLayout, after: ColumnLayout): ColumnLayout {
	const changed = (part: 'order' | 'hidden' | 'pinned'): readonly string[] =>
		JSON.stringify(after[part]) === JSON.stringify(before[part]) ? layout[part] : after[part];
	const known = new Map(Object.entries(before.widths));
	const widths = Object.entries(after.widths).filter(([name, width]) => known.get(name) !== width);
	return {
		order: changed('order'),
		hidden: changed('hidden'),
		pinned: changed('pinned'),
		widths: Object.fromEntries([...Object.entries(layout.widths), ...widths]),
	};
}

/** Names in the places that they have among others, in a new order; those that have none stand at the end. */
function inPlaces(order: readonly string[], names: readonly string[]): readonly string[] {
	const isNamed = new Set(names);
	let next = 0;
	const placed = order.map(name => (isNamed.has(name) ? (names[next++] ?? name) : name));
	return [...placed, ...names.slice(next)];
}

/** A field that may be remembered: what looks like the name of one, and like no value. */
const fieldName = /^[A-Za-z_][\w.]{0,59}$/u;

const maxRemembered = 300;
const maxWidth = 2000;

/** Reads what was remembered, which may be of another version or made by hand. */
export function readLayout(value: unknown): ColumnLayout {
	if (typeof value !== 'object' || value === null) {
		return noLayout;
	}
	const order: unknown = Reflect.get(value, 'order');
	const hidden: unknown = Reflect.get(value, 'hidden');
	const pinned: unknown = Reflect.get(value, 'pinned');
	const widths: unknown = Reflect.get(value, 'widths');
	const pairs = typeof widths === 'object' && widths !== null ? Object.entries(widths) : [];
	return {
		order: namesIn(order),
		hidden: namesIn(hidden),
		pinned: namesIn(pinned),
		widths: Object.fromEntries(
			pairs.filter(
				(pair): pair is [string, number] =>
					fieldName.test(pair[0]) && typeof pair[1] === 'number' && pair[1] > 0 && pair[1] <= maxWidth,
			),
		),
	};
}

function namesIn(value: unknown): readonly string[] {
	const names: readonly unknown[] = Array.isArray(value) ? value : [];
	return names
		.filter((name): name is string => typeof name === 'string' && fieldName.test(name))
		.slice(0, maxRemembered);
}
