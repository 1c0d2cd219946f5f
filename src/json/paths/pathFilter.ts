import { isFound, readIRegexp } from './iRegexp';
import { nodesAt, type Filter, type PathSegment, type Search } from './pathNodes';
import { compareText, isEqual } from './valueComparison';

type Comparison = Extract<Filter, { type: 'ComparisonExpr' }>;
type Comparable = Comparison['left'];
type Test = Extract<Filter, { type: 'TestExpr' }>;
type FunctionCall = Extract<Test['expression'], { type: 'FunctionExpr' }>;
type Argument = FunctionCall['arguments'][number];
type Query = Extract<Argument, { type: 'FilterQuery' }>;

/** What a path gives that finds nothing: no value of JSON. */
const nothing = Symbol('nothing');

/**
 * Whether a filter (RFC 9535 §2.3.5) lets a value pass. It recurses as deep as the path is written, whose length is bounded.
 * @throws TooMuchWork
 */
export function passesFilter(current: unknown, filter: Filter, search: Search): boolean {
	search.budget.spend(10);
	switch (filter.type) {
		case 'LogicalNotExpr':
			return !passesFilter(current, filter.expression, search);
		case 'LogicalAndExpr':
			return passesFilter(current, filter.left, search) && passesFilter(current, filter.right, search);
		case 'LogicalOrExpr':
			return passesFilter(current, filter.left, search) || passesFilter(current, filter.right, search);
		case 'TestExpr':
			return filter.expression.type === 'FilterQuery'
				? valuesOf(current, filter.expression, search).next().done !== true
				: called(current, filter.expression, search) === true;
		case 'ComparisonExpr':
			return compared(current, filter, search);
	}
}

function valuesOf(current: unknown, { value: query }: Query, search: Search): Generator<unknown, void> {
	return valuesAt(query.type === 'RelQuery' ? current : search.root, query.segments, search);
}

function* valuesAt(start: unknown, segments: readonly PathSegment[], search: Search): Generator<unknown, void> {
	for (const { value } of nodesAt(start, segments, search)) {
		yield value;
	}
}

function compared(current: unknown, { left, right, op }: Comparison, search: Search): boolean {
	const one = comparable(current, left, search);
	const other = comparable(current, right, search);
	switch (op) {
		case '==':
			return isEqual(one, other, search.budget);
		case '!=':
			return !isEqual(one, other, search.budget);
		case '<':
			return isLess(one, other, search);
		case '>':
			return isLess(other, one, search);
		case '<=':
			return isLess(one, other, search) || isEqual(one, other, search.budget);
		case '>=':
			return isLess(other, one, search) || isEqual(one, other, search.budget);
	}
}

/** Only numbers and texts have an order. */
function isLess(one: unknown, other: unknown, { budget }: Search): boolean {
	return typeof one === 'string' && typeof other === 'string'
		? compareText(one, other, budget) < 0
		: typeof one === 'number' && typeof other === 'number' && one < other;
}

function comparable(current: unknown, node: Comparable, search: Search): unknown {
	switch (node.type) {
		case 'Literal':
			return node.value;
		case 'FunctionExpr':
			return called(current, node, search);
		case 'RelSingularQuery':
			return onlyOf(valuesAt(current, node.segments, search));
		case 'AbsSingularQuery':
			return onlyOf(valuesAt(search.root, node.segments, search));
	}
}

/** The functions of RFC 9535 §2.4; `nothing` where there is no such function, or it does not take the arguments. */
function called(current: unknown, { name, arguments: [first, second] }: FunctionCall, search: Search): unknown {
	if (first === undefined) {
		return nothing;
	}
	switch (name) {
		case 'length':
			return lengthOf(argumentValue(current, first, search), search);
		case 'count':
			return first.type === 'FilterQuery' ? countOf(valuesOf(current, first, search)) : nothing;
		case 'value':
			return first.type === 'FilterQuery' ? argumentValue(current, first, search) : nothing;
		case 'match':
		case 'search': {
			const text = argumentValue(current, first, search);
			const pattern = second && argumentValue(current, second, search);
			const expression = typeof pattern === 'string' ? readIRegexp(pattern, search.budget) : undefined;
			return typeof text === 'string' && expression !== undefined
				? isFound(expression, text, { isWhole: name === 'match', budget: search.budget })
				: nothing;
		}
		default:
			return nothing;
	}
}

function argumentValue(current: unknown, argument: Argument, search: Search): unknown {
	switch (argument.type) {
		case 'Literal':
			return argument.value;
		case 'FunctionExpr':
			return called(current, argument, search);
		case 'FilterQuery':
			return onlyOf(valuesOf(current, argument, search));
		case 'LogicalAndExpr':
		case 'LogicalNotExpr':
		case 'LogicalOrExpr':
		case 'TestExpr':
			// What is true or false is no value of JSON.
			return nothing;
	}
}

function lengthOf(value: unknown, { budget }: Search): unknown {
	if (typeof value === 'string') {
		budget.spend(value.length);
		return Array.from(value).length;
	}
	if (typeof value !== 'object' || value === null) {
		return nothing;
	}
	const { length } = Array.isArray(value) ? value : Object.keys(value);
	budget.spend(length);
	return length;
}

function countOf(values: Iterator<unknown>): number {
	let count = 0;
	while (values.next().done !== true) {
		count++;
	}
	return count;
}

function onlyOf(values: Iterable<unknown>): unknown {
	const found = [];
	for (const value of values) {
		found.push(value);
		if (found.length > 1) {
			return nothing;
		}
	}
	return found.length === 0 ? nothing : found[0];
}
