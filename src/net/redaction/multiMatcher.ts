import type { Needle } from './encodings';

/** Finds many texts at once. */
export interface MultiMatcher {
	/**
	 * Calls back for every needle that ends somewhere in the text, in the order of the ends. One look at each character, however many needles there
	 * are: the matcher is an automaton that learns the states it needs from the texts it sees.
	 */
	find(text: string, onEnd: (needle: number, end: number) => void): void;
}

/** Where a needle stands: what is expected next, and what follows when it comes. */
interface Thread {
	readonly id: number;
	/** The code units that may come. */
	readonly expected: string;
	/** The needle that ends with it; undefined where more of the needle follows. */
	readonly ends: number | undefined;
	/** Asked once it has come. */
	readonly next: Continuation;
}

type Continuation = () => readonly Thread[];

/** What all threads of a place in a text amount to. */
interface State {
	readonly threads: readonly Thread[];
	/** The needles that end here. */
	readonly ends: readonly number[];
}

/** Threads in all states: more than texts need that were not made to need many; then the matcher begins to learn anew, so that its memory is bounded. */
const maxThreads = 400_000;

export function createMultiMatcher(needles: readonly Needle[]): MultiMatcher {
	const roots = needles.flatMap(threadsOf());
	const { classOf, classes } = classify(needles);
	/** For each class of code units, what begins with it. */
	const beginnings = byClass(roots, classOf, classes.length);
	const width = classes.length;
	/** By number. A state's row in the table begins at its number times the width; there is no state 0. */
	let states: State[] = [];
	let numbers = new Map<string, number>();
	/** The row of the next state by class: 0 where it is not learnt yet, negative where needles end with that state. */
	let table = new Int32Array();
	let threadCount = 0;

	function forgetStates(): void {
		states = [{ threads: [], ends: [] }];
		numbers = new Map();
		table = new Int32Array(64 * width);
		threadCount = 0;
	}

	function numberOf(threads: readonly Thread[], ends: readonly number[]): number {
		const key = `${threads.map(({ id }) => id).join()};${ends.join()}`;
		let number = numbers.get(key);
		if (number === undefined) {
			number = states.push({ threads, ends }) - 1;
			numbers.set(key, number);
			threadCount += threads.length + 1;
			if (table.length < states.length * width) {
				const smaller = table;
				table = new Int32Array(smaller.length * 2);
				table.set(smaller);
			}
		}
		return number;
	}

	function learn(row: number, kind: number): number {
		const before = states[row / width]?.threads ?? [];
		const met = [...matching(before, classes[kind] ?? ''), ...(beginnings[kind] ?? [])];
		const threads = new Map(met.flatMap(thread => thread.next()).map(thread => [thread.id, thread]));
		const sorted = [...threads.values()].sort((one, other) => one.id - other.id);
		const ends = [...new Set(met.map(thread => thread.ends).filter(needle => needle !== undefined))];
		const isFull = threadCount > maxThreads;
		if (isFull) {
			forgetStates();
		}
		const next = numberOf(sorted, ends) * width * (ends.length === 0 ? 1 : -1);
		if (!isFull) {
			table[row + kind] = next;
		}
		return next;
	}

	forgetStates();
	return {
		find(text, onEnd) {
			let row = numberOf([], []) * width;
			let learnt = table;
			for (let index = 0; index < text.length; index++) {
				const kind = classOf[text.charCodeAt(index)] ?? 0;
				let next = learnt[row + kind] ?? 0;
				if (next === 0) {
					next = learn(row, kind);
					learnt = table;
				}
				row = Math.abs(next);
				if (next < 0) {
					for (const needle of states[row / width]?.ends ?? []) {
						onEnd(needle, index + 1);
					}
				}
			}
		},
	};
}

/** Makes the threads that a needle begins with; what follows is made when a text comes so far. */
function threadsOf(): (needle: Needle, number: number) => readonly Thread[] {
	let lastId = 0;

	return (needle, number) => {
		function from(text: Needle, place: number, behind: Continuation | undefined): readonly Thread[] {
			const isLast = place === text.length - 1;
			const next = isLast ? behind : once(() => from(text, place + 1, behind));
			const expected = text[place] ?? '';
			if (typeof expected !== 'string') {
				return expected.flatMap(alternative => from(alternative, 0, next));
			}
			return [{ id: ++lastId, expected, ends: next === undefined ? number : undefined, next: next ?? (() => []) }];
		}

		return needle.length === 0 ? [] : from(needle, 0, undefined);
	};
}

function once<T>(make: () => T): () => T {
	let made: { readonly value: T } | undefined;
	return () => (made ??= { value: make() }).value;
}

/** Code units that no needle tells apart are of one class; class 0 are those of none. */
function classify(needles: readonly Needle[]): { readonly classOf: Uint16Array; readonly classes: readonly string[] } {
	const classOf = new Uint16Array(65536);
	const classes = [''];
	const seen = new Set<string | readonly Needle[]>();

	function add(needle: Needle): void {
		for (const place of needle) {
			if (seen.has(place)) {
				continue;
			}
			seen.add(place);
			if (typeof place !== 'string') {
				place.forEach(add);
				continue;
			}
			for (const unit of place.split('')) {
				if (classOf[unit.charCodeAt(0)] === 0) {
					classOf[unit.charCodeAt(0)] = classes.push(unit) - 1;
				}
			}
		}
	}

	needles.forEach(add);
	return { classOf, classes };
}

function byClass(threads: readonly Thread[], classOf: Uint16Array, count: number): readonly (readonly Thread[])[] {
	const found: Thread[][] = Array.from({ length: count }, () => []);
	for (const thread of threads) {
		for (const unit of thread.expected.split('')) {
			found[classOf[unit.charCodeAt(0)] ?? 0]?.push(thread);
		}
	}
	return found;
}

function matching(threads: readonly Thread[], unit: string): readonly Thread[] {
	return unit === '' ? [] : threads.filter(({ expected }) => expected.includes(unit));
}

/** Where the needle begins that ends at `end`; the farthest where it can be read in several ways. */
export function startOf(needle: Needle, text: string, end: number): number {
	const starts = startsBefore(needle, text, new Set([end]));
	return Array.from(starts).reduce((first, start) => Math.min(first, start), Infinity);
}

function startsBefore(needle: Needle, text: string, ends: ReadonlySet<number>): ReadonlySet<number> {
	let found = ends;
	for (const place of needle.toReversed()) {
		if (found.size === 0) {
			break;
		}
		found = new Set([...found].flatMap(end => startsOfPlace(place, text, end)));
	}
	return found;
}

function startsOfPlace(place: string | readonly Needle[], text: string, end: number): readonly number[] {
	if (typeof place === 'string') {
		return end > 0 && place.includes(text.charAt(end - 1)) ? [end - 1] : [];
	}
	return place.flatMap(alternative => [...startsBefore(alternative, text, new Set([end]))]);
}
