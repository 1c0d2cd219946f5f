import { cellText, isEmptyText } from './cellText';
import { compareDecimals, parseDecimal, type Decimal } from '../../json/decimal';
import type { RecordRows } from './rows';

export interface SortBy {
	/** The number of the column. */
	readonly column: number;
	readonly direction: 'ascending' | 'descending';
}

/** Cells that are read, or comparisons that are made, in one step: a few milliseconds. */
const workPerStep = 4000;

/**
 * The rows in the order of a column, in steps: by number where all of its values are numbers, else as people sort texts; what is empty comes last either
 * way. Rows with equal values stay in the order that they had.
 */
export function* sortRows(
	rows: RecordRows,
	given: Uint32Array,
	{ column, direction }: SortBy,
): Generator<void, Uint32Array> {
	const keys = new Map<number, string>();
	const numbers = new Map<number, Decimal>();
	for (const [index, row] of given.entries()) {
		const text = cellText(rows.cell(row, column));
		if (!isEmptyText(text)) {
			keys.set(row, text);
			const number = parseDecimal(text);
			if (number !== undefined) {
				numbers.set(row, number);
			}
		}
		if (index % workPerStep === workPerStep - 1) {
			yield;
		}
	}
	const sign = direction === 'ascending' ? 1 : -1;
	const compare = numbers.size === keys.size ? comparing(numbers, compareDecimals) : comparing(keys, textOrder());
	const filled = given.filter(row => keys.has(row));
	const empty = given.filter(row => !keys.has(row));
	const sorted = yield* mergeSort(filled, (one, other) => sign * compare(one, other));
	const all = new Uint32Array(given.length);
	all.set(sorted);
	all.set(empty, sorted.length);
	return all;
}

function comparing<Key>(
	keys: ReadonlyMap<number, Key>,
	compare: (one: Key, other: Key) => number,
): (one: number, other: number) => number {
	return (one, other) => {
		const first = keys.get(one);
		const second = keys.get(other);
		return first === undefined || second === undefined ? 0 : compare(first, second);
	};
}

/** As people sort: `Ä` beside `A`, `10` behind `9`. */
function textOrder(): (one: string, other: string) => number {
	const { compare } = new Intl.Collator(undefined, { numeric: true });
	return compare;
}

/** Stable, from runs of one row up. */
function* mergeSort(given: Uint32Array, compare: (one: number, other: number) => number): Generator<void, Uint32Array> {
	let from = given.slice();
	let to = new Uint32Array(given.length);
	let work = 0;
	for (let width = 1; width < given.length; width *= 2) {
		for (let start = 0; start < given.length; start += 2 * width) {
			const middle = Math.min(start + width, given.length);
			const end = Math.min(start + 2 * width, given.length);
			let [left, right] = [start, middle];
			for (let index = start; index < end; index++) {
				const takesLeft = left < middle && (right >= end || compare(from[left] ?? 0, from[right] ?? 0) <= 0);
				to[index] = from[takesLeft ? left++ : right++] ?? 0;
				if (++work % workPerStep === 0) {
					yield;
				}
			}
		}
		[from, to] = [to, from];
	}
	return from;
}
