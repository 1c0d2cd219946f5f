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

/** Where needles stand that were alike so far. */
interface Node {
	readonly id: number;
	readonly rests: readonly Rest[];
	/** Where they stand after a code unit. Made when a text comes so far: of all that may come, texts have little. */
	after(unit: string): readonly Node[];
}

/** A needle from a place on, and where it stands when it is over, or its number. */
interface Rest {
	readonly needle: Needle;
	readonly place: number;
	readonly behind: Node | number;
}

/** All that stands at a place in a text. */
interface State {
	readonly nodes: readonly Node[];
	/** The needles that end here. */
	readonly ends: readonly number[];
}

/** Nodes in all states: more than texts need that were not made to need many; then the matcher begins to learn anew, so that its memory is bounded. */
const maxNodes = 200_000;

/** @param limit nodes in all states that are kept at most */
export function createMultiMatcher(needles: readonly Needle[], limit = maxNodes): MultiMatcher {
	/** Of a node; those of nodes that were forgotten are not given again, as some still stand in the text. */
	let lastId = 0;
	const nextId = (): number => ++lastId;
	const { classOf, classes } = classify(needles);
	const width = classes.length;
	let root: Node;
	/** By number. A state's row in the table begins at its number times the width; there is no state 0. */
	let states: State[];
	let numbers: Map<string, number>;
	/** The row of the next state by class: 0 where it is not learnt yet, negative where needles end with that state. */
	let table: Int32Array<ArrayBuffer>;
	let nodeCount: number;

	function forgetStates(): void {
		root = rootOf(needles, nextId);
		states = [none];
		numbers = new Map();
		table = new Int32Array(64 * width);
		nodeCount = 0;
	}

	function numberOf(nodes: readonly Node[]): number {
		const key = nodes.map(({ id }) => id).join();
		let number = numbers.get(key);
		if (number === undefined) {
			number = states.push({ nodes, ends: [...new Set(nodes.flatMap(endsOf))] }) - 1;
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
		const before = [root, ...(states[row / width] ?? none).nodes];
		const after = unit === '' ? [] : [...new Set(before.flatMap(node => node.after(unit)))];
		after.sort((one, other) => one.id - other.id);
		const isFull = nodeCount > limit;
		if (isFull) {
			forgetStates();
		}
		const number = numberOf(after);
		const next = number * width * (states[number]?.ends.length === 0 ? 1 : -1);
		if (!isFull) {
			table[row + kind] = next;
		}
		return next;
	}

	forgetStates();
	return {
		find(text, onEnd) {
			let row = numberOf([]) * width;
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

const none: State = { nodes: [], ends: [] };

/** Where no needle has begun. */
function rootOf(needles: readonly Needle[], nextId: () => number): Node {
	function nodeAt(rests: readonly Rest[]): Node {
		const known = new Map<string, readonly Node[]>();
		let behindPlaces: readonly (readonly [Place, Node])[] | undefined;

		return {
			id: nextId(),
			rests,
			after: unit => {
				let nodes = known.get(unit);
				if (nodes === undefined) {
					behindPlaces ??= Array.from(byPlace(rests), ([place, alike]) => [place, nodeAt(alike)]);
					const met = behindPlaces.filter(([place]) => unitsAtStart(place).includes(unit));
					const within = met.flatMap(([place, behind]) =>
						typeof place === 'string' ? [] : place.map((needle): Rest => ({ needle, place: 0, behind })),
					);
					nodes = [
						...met.flatMap(([place, node]) => (typeof place === 'string' ? [node] : [])),
						...(within.length === 0 ? [] : nodeAt(within).after(unit)),
						...over(rests).flatMap(behind => (typeof behind === 'number' ? [] : behind.after(unit))),
					];
					known.set(unit, nodes);
				}
				return nodes;
			},
		};
	}

	return nodeAt(needles.map((needle, behind) => ({ needle, place: 0, behind })));
}

/** What comes behind those that are over. */
function over(rests: readonly Rest[]): readonly (Node | number)[] {
	return rests.filter(({ needle, place }) => place === needle.length).map(({ behind }) => behind);
}

function endsOf({ rests }: Node): readonly number[] {
	return over(rests).flatMap(behind => (typeof behind === 'number' ? [behind] : endsOf(behind)));
}

/** Those that go on, behind the place that comes next; needles with the same place go on together. */
function byPlace(rests: readonly Rest[]): ReadonlyMap<Place, readonly Rest[]> {
	const groups = new Map<Place, Rest[]>();
	for (const { needle, place, behind } of rests) {
		const next = needle[place];
		if (next !== undefined) {
			const alike = groups.get(next) ?? [];
			alike.push({ needle, place: place + 1, behind });
			groups.set(next, alike);
		}
	}
	return groups;
}

/** Of places with alternatives, which many needles share. */
const firstUnits = new WeakMap<readonly Needle[], string>();

function unitsAtStart(place: Place): string {
	if (typeof place === 'string') {
		return place;
	}
	const units =
		firstUnits.get(place) ?? [...new Set(place.flatMap(([first = '']) => unitsAtStart(first).split('')))].join('');
	firstUnits.set(place, units);
	return units;
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
	return Array.from(starts).reduce((first, start) => Math.min(first, start), end);
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
