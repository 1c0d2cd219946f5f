import { cellText, isEmptyText } from './cellText';
import type { Cell } from './rows';

/** How often values are among some cells. */
export interface TopValues {
	/** Of all cells. */
	readonly count: number;
	readonly empty: number;
	/** The most frequent ones, of equals the one that came first. */
	readonly top: readonly { readonly text: string; readonly count: number }[];
	/** The other values: how many different ones, and how many cells have one of them. */
	readonly others: { readonly distinct: number; readonly count: number };
}

/** Cells that are read in one step: a few milliseconds. */
const workPerStep = 4000;

/** In steps. @param maxValues that are listed one by one */
export function* topValues(cells: Iterable<Cell | undefined>, maxValues: number): Generator<void, TopValues> {
	const counts = new Map<string, number>();
	let count = 0;
	let empty = 0;
	for (const cell of cells) {
		count++;
		const text = cellText(cell);
		if (isEmptyText(text)) {
			empty++;
		} else {
			counts.set(text, (counts.get(text) ?? 0) + 1);
		}
		if (count % workPerStep === 0) {
			yield;
		}
	}
	const sorted = Array.from(counts, ([text, times]) => ({ text, count: times })).sort(
		(one, other) => other.count - one.count,
	);
	const top = sorted.slice(0, maxValues);
	const told = top.reduce((sum, value) => sum + value.count, 0);
	return { count, empty, top, others: { distinct: sorted.length - top.length, count: count - empty - told } };
}
