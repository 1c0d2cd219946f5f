import type { JsonText, Span } from '../jsonText';
import { findJsonValue, isArray, isContainer, type JsonStep, membersOf, placesOfSteps, textAt } from '../values';
import { WorkBudget } from '../workBudget';
import { parsedPath } from './jsonPath';
import { passesFilter } from './pathFilter';
import { nodesAt, type PathSegment, stepsTo } from './pathNodes';

/** Bytes that are passed over at once: a few milliseconds. */
const bytesPerStep = 64_000;

/** Units for one element, which is looked through at once. */
const maxWorkForElement = 200_000;

/** A path all of whose values lie in the elements of one array: `$.response.items[?@.active == 1].name`. */
export interface ElementsPath {
	/** The way to the array. */
	readonly steps: readonly JsonStep[];
	/** The rest of the path, as it is followed from an array of one element. */
	readonly segments: readonly PathSegment[];
	/** The elements that count: the first, and the one behind the last. */
	readonly from: number;
	readonly to: number;
}

/** Undefined for a path whose values may lie elsewhere, or that compares elements with what is outside of them. */
export function elementsPath(path: string): ElementsPath | undefined {
	const segments = parsedPath(path)?.segments ?? [];
	const steps = segments.map(stepOf);
	const index = steps.indexOf(undefined);
	const first = segments[index];
	const selector = first?.type === 'ChildSegment' ? onlySelector(first.node) : undefined;
	if (first === undefined || selector === undefined || usesRoot(segments)) {
		return undefined;
	}
	const found = { steps: steps.slice(0, index).filter(step => step !== undefined), from: 0, to: Infinity };
	switch (selector.type) {
		case 'WildcardSelector':
		case 'FilterSelector':
			return { ...found, segments: segments.slice(index) };
		case 'SliceSelector': {
			const { start, end, step } = selector;
			const [from, to] = [start ?? 0, end ?? Infinity];
			const every: PathSegment = { type: 'ChildSegment', node: { type: 'WildcardSelector' } };
			return from < 0 || to < 0 || (step ?? 1) !== 1
				? undefined
				: { ...found, segments: [every, ...segments.slice(index + 1)], from, to };
		}
		case 'MemberNameShorthand':
		case 'NameSelector':
		case 'IndexSelector':
			return undefined;
	}
}

/**
 * Where the values stand that a path finds, in steps: one element is parsed after the other, and never the whole text.
 * @returns when it is done: undefined where the path does not lead to an array, but to an object
 * @throws TooMuchWork
 */
export function* valuesInElements(
	json: JsonText,
	{ steps, segments, from, to }: ElementsPath,
	budget: WorkBudget,
): Generator<void, readonly Span[] | undefined> {
	const array = findJsonValue(json, steps);
	if (array !== undefined && isContainer(json, array) && !isArray(json, array)) {
		return undefined;
	}
	const found: Span[] = [];
	if (array === undefined) {
		return found;
	}
	let until = array.start + bytesPerStep;
	for (const { step: index, start, end } of membersOf(json, array)) {
		if (Number(index) >= to) {
			break;
		}
		if (Number(index) >= from) {
			const root: readonly unknown[] = [JSON.parse(textAt(json.bytes, { start, end }))];
			const search = { root, budget: new WorkBudget(maxWorkForElement, budget), passes: passesFilter };
			const ways = Array.from(nodesAt(root, segments, search), node => stepsTo(node).slice(1));
			for (const span of placesOfSteps(json, ways, search.budget, { start, end })) {
				found.push(span);
			}
		}
		if (end > until) {
			until = end + bytesPerStep;
			yield;
		}
	}
	return found;
}

function stepOf({ type, node }: PathSegment): JsonStep | undefined {
	const selector = type === 'ChildSegment' ? onlySelector(node) : undefined;
	if (selector === undefined) {
		return undefined;
	}
	switch (selector.type) {
		case 'MemberNameShorthand':
		case 'NameSelector':
		case 'IndexSelector':
			return selector.value;
		case 'WildcardSelector':
		case 'FilterSelector':
		case 'SliceSelector':
			return undefined;
	}
}

type Selector = Exclude<PathSegment['node'], { readonly type: 'BracketedSelection' }>;

function onlySelector(node: PathSegment['node']): Selector | undefined {
	return node.type !== 'BracketedSelection' ? node : node.selectors.length === 1 ? node.selectors[0] : undefined;
}

/** Does a filter look at what `$` stands for? Quotation marks of a text that has these words are escaped. */
function usesRoot(segments: readonly PathSegment[]): boolean {
	return /"type":"(?:AbsSingularQuery|JsonPathQuery)"/u.test(JSON.stringify(segments));
}
