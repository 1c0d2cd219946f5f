import type { Needle } from './encodings';

/** Finds many texts at once. */
export interface MultiMatcher {
	/**
	 * Calls back for every needle that ends somewhere in the text, in the order of the ends. One look at each character, however many needles there
	 * are: the matcher is an automaton that learns the states it needs from the texts it sees.
	 */
	find(text: string, onEnd: (needle: number, end: number) => void): void;
}

type Place = Needle[number];

/** What comes of a code unit: needles that end with it, and where others stand then. */
interface Arrival {
	readonly ends: readonly number[];
	readonly nodes: readonly Node[];
}

/** Made when a text comes so far: of all that may come, texts have little. */
type Continuation = () => Arrival;

/** Where one needle or many stand that were alike so far. */
interface Node {
	readonly id: number;
	on(unit: string): Arrival;
}

/** A needle that goes on from a place, and what comes when it is over. */
interface Rest {
	readonly needle: Needle;
	readonly place: number;
	readonly behind: Continuation;
}

/** All that stands at a place in a text. */
interface State {
	readonly nodes: readonly Node[];
	/** The needles that end here. */
	readonly ends: readonly number[];
}

/** Nodes in all states: more than texts need that were not made to need many; then the matcher begins to learn anew, so that its memory is bounded. */
const maxNodes = 200_000;

export function createMultiMatcher(needles: readonly Needle[]): MultiMatcher {
	const { classOf, classes } = classify(needles);
	const width = classes.length;
	let root = rootOf(needles);
	/** By number. A state's row in the table begins at its number times the width; there is no state 0. */
	let states: State[] = [];
	let numbers = new Map<string, number>();
	/** The row of the next state by class: 0 where it is not learnt yet, negative where needles end with that state. */
	let table = new Int32Array();
	let nodeCount = 0;

	function forgetStates(): void {
		root = rootOf(needles);
		states = [{ nodes: [], ends: [] }];
		numbers = new Map();
		table = new Int32Array(64 * width);
		nodeCount = 0;
	}

	function numberOf(nodes: readonly Node[], ends: readonly number[]): number {
		const key = `${nodes.map(({ id }) => id).join()};${ends.join()}`;
		let number = numbers.get(key);
		if (number === undefined) {
			number = states.push({ nodes, ends }) - 1;
			numbers.set(key, number);
			nodeCount += nodes.length + 1;
			if (table.length < states.length * width) {
				const smaller = table;
				table = new Int32Array(smaller.length * 2);
				table.set(smaller);
			}
		}
		return number;
	}

	function learn(row: number, kind: number): number {
		const unit = classes[kind] ?? '';
		const { nodes: before = [] } = states[row / width] ?? {};
		const arrivals = unit === '' ? [] : [root, ...before].map(node => node.on(unit));
		const nodes = new Map(arrivals.flatMap(arrival => arrival.nodes).map(node => [node.id, node]));
		const sorted = [...nodes.values()].sort((one, other) => one.id - other.id);
		const ends = [...new Set(arrivals.flatMap(arrival => arrival.ends))];
		const isFull = nodeCount > maxNodes;
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

/** Where no needle has begun. */
function rootOf(needles: readonly Needle[]): Node {
	let lastId = 0;

	function nodeAt(rests: readonly Rest[]): Node {
		const arrivals = new Map<string, Arrival>();
		const byPlace = once(() => groupByPlace(rests));
		return {
			id: ++lastId,
			on: unit => {
				const arrival = arrivals.get(unit) ?? arrivalAt(byPlace(), unit);
				arrivals.set(unit, arrival);
				return arrival;
			},
		};
	}

	/** Needles with the same place go on as one. */
	function groupByPlace(rests: readonly Rest[]): ReadonlyMap<Place, Continuation> {
		const groups = new Map<Place, Rest[]>();
		for (const rest of rests) {
			const place = rest.needle[rest.place] ?? '';
			const alike = groups.get(place);
			if (alike === undefined) {
				groups.set(place, [rest]);
			} else {
				alike.push(rest);
			}
		}
		return new Map(Array.from(groups, ([place, alike]) => [place, once(() => arrivalAfter(alike))]));
	}

	function arrivalAfter(rests: readonly Rest[]): Arrival {
		const over = rests.filter(({ needle, place }) => place === needle.length - 1).map(({ behind }) => behind());
		const more = rests.filter(({ needle, place }) => place < needle.length - 1);
		const nodes = over.flatMap(arrival => arrival.nodes);
		return {
			ends: over.flatMap(arrival => arrival.ends),
			nodes: more.length === 0 ? nodes : [...nodes, nodeAt(more.map(rest => ({ ...rest, place: rest.place + 1 })))],
		};
	}

	function arrivalAt(byPlace: ReadonlyMap<Place, Continuation>, unit: string): Arrival {
		const met = [...byPlace].filter(([place]) => canBeginWith(place, unit));
		const within = met.flatMap(([place, behind]) =>
			typeof place === 'string'
				? []
				: place
						.filter(([first = '']) => canBeginWith(first, unit))
						.map((needle): Rest => ({ needle, place: 0, behind })),
		);
		const arrivals = [
			...met.flatMap(([place, behind]) => (typeof place === 'string' ? [behind()] : [])),
			...(within.length === 0 ? [] : [arrivalAt(groupByPlace(within), unit)]),
		];
		return { ends: arrivals.flatMap(({ ends }) => ends), nodes: arrivals.flatMap(({ nodes }) => nodes) };
	}

	return nodeAt(
		needles.flatMap((needle, number) =>
			needle.length === 0 ? [] : [{ needle, place: 0, behind: () => ({ ends: [number], nodes: [] }) }],
		),
	);
}

/** Of places with alternatives, which many needles share. */
const firstUnits = new WeakMap<readonly Needle[], ReadonlySet<string>>();

function canBeginWith(place: Place, unit: string): boolean {
	return typeof place === 'string' ? place.includes(unit) : unitsAtStart(place).has(unit);
}

function unitsAtStart(alternatives: readonly Needle[]): ReadonlySet<string> {
	let units = firstUnits.get(alternatives);
	if (units === undefined) {
		units = new Set(
			alternatives.flatMap(([first = '']) => (typeof first === 'string' ? first.split('') : [...unitsAtStart(first)])),
		);
		firstUnits.set(alternatives, units);
	}
	return units;
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
