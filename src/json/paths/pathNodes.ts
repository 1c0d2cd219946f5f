import type { JsonPathQuery } from 'jsonpath-rfc9535/parser';
import type { JsonStep } from '../values';
import type { WorkBudget } from '../workBudget';

type QuerySegment = JsonPathQuery['segments'][number];
type Selector = Extract<QuerySegment['node'], { type: 'BracketedSelection' }>['selectors'][number];
export type Filter = Extract<Selector, { type: 'FilterSelector' }>['value'];

/** A segment of any path: from the root, from the current node, or one that leads to one value at most. */
export interface PathSegment {
	readonly type: QuerySegment['type'] | 'SingularQuerySegment';
	readonly node: QuerySegment['node'] | Selector;
}

/** A value with the way to it. */
export interface PathNode {
	readonly value: unknown;
	/** What it is in, and where there; absent for where the path starts. */
	readonly parent?: PathNode;
	readonly step?: JsonStep;
}

/** What a path is followed in. */
export interface Search {
	/** What `$` stands for. */
	readonly root: unknown;
	readonly budget: WorkBudget;
	/** Whether a filter lets a value pass. */
	readonly passes: (value: unknown, filter: Filter, search: Search) => boolean;
}

/** Units that a node costs. */
const nodeCost = 10;

/**
 * The nodes that segments lead to, one after the other in the order of RFC 9535 §2.5.2.2: whoever needs the first does not wait for the others.
 * @throws TooMuchWork
 */
export function* nodesAt(start: unknown, segments: readonly PathSegment[], search: Search): Generator<PathNode, void> {
	const waiting: { readonly node: PathNode; readonly index: number }[] = [{ node: { value: start }, index: 0 }];
	for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
		const { node, index } = next;
		const segment = segments[index];
		if (segment === undefined) {
			yield node;
			continue;
		}
		// What was put in last comes first.
		if (segment.type === 'DescendantSegment') {
			for (const child of childrenOf(node, search).reverse()) {
				waiting.push({ node: child, index });
			}
		}
		for (const found of selected(node, segment.node, search).reverse()) {
			waiting.push({ node: found, index: index + 1 });
		}
	}
}

/** The steps to a node. */
export function stepsTo(node: PathNode): readonly JsonStep[] {
	const steps: JsonStep[] = [];
	for (let at: PathNode | undefined = node; at?.step !== undefined; at = at.parent) {
		steps.push(at.step);
	}
	return steps.reverse();
}

function childrenOf(parent: PathNode, { budget }: Search): PathNode[] {
	const { value } = parent;
	if (Array.isArray(value)) {
		budget.spend(value.length * nodeCost);
		return value.map((item: unknown, step) => ({ value: item, parent, step }));
	}
	if (typeof value !== 'object' || value === null) {
		return [];
	}
	const entries = Object.entries(value);
	budget.spend(entries.length * nodeCost);
	return entries.map(([step, item]: [string, unknown]) => ({ value: item, parent, step }));
}

function selected(node: PathNode, selector: PathSegment['node'], search: Search): PathNode[] {
	search.budget.spend(nodeCost);
	switch (selector.type) {
		case 'BracketedSelection':
			return selector.selectors.flatMap(each => selected(node, each, search));
		case 'WildcardSelector':
			return childrenOf(node, search);
		case 'MemberNameShorthand':
		case 'NameSelector':
			return memberOf(node, selector.value);
		case 'IndexSelector':
			return elementOf(node, indexIn(selector));
		case 'SliceSelector':
			return sliceOf(node, selector, search);
		case 'FilterSelector':
			return childrenOf(node, search).filter(({ value }) => search.passes(value, selector.value, search));
	}
}

function memberOf(parent: PathNode, step: string): PathNode[] {
	const { value } = parent;
	const isMember = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, step);
	return isMember ? [{ value: Reflect.get(value, step), parent, step }] : [];
}

/** The library gives the index of a comparison one level deeper than its types say. */
function indexIn({
	value,
	selector,
}: {
	readonly value?: number;
	readonly selector?: { readonly value: number };
}): number {
	return value ?? selector?.value ?? NaN;
}

function elementOf(parent: PathNode, index: number): PathNode[] {
	const { value } = parent;
	if (!Array.isArray(value)) {
		return [];
	}
	const step = index < 0 ? value.length + index : index;
	return step >= 0 && step < value.length ? [{ value: value[step], parent, step }] : [];
}

/** RFC 9535 §2.3.4.2.2 */
function sliceOf(
	parent: PathNode,
	selector: Extract<Selector, { type: 'SliceSelector' }>,
	{ budget }: Search,
): PathNode[] {
	const { value } = parent;
	const { step } = selector;
	const by = step ?? 1;
	if (!Array.isArray(value) || by === 0) {
		return [];
	}
	const { length } = value;
	const place = (index: number, lowest: number, highest: number): number =>
		Math.min(Math.max(index < 0 ? length + index : index, lowest), highest);
	const from = by > 0 ? place(selector.start ?? 0, 0, length) : place(selector.start ?? length - 1, -1, length - 1);
	const to =
		by > 0
			? place(selector.end ?? length, 0, length)
			: selector.end === null
				? -1
				: place(selector.end, -1, length - 1);
	const count = Math.max(0, Math.ceil((to - from) / by));
	budget.spend(count * nodeCost);
	return Array.from({ length: count }, (_, index) => elementOf(parent, from + index * by)).flat();
}
