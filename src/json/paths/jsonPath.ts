import parse, { type JsonPathQuery } from 'jsonpath-rfc9535/parser';
import { passesFilter } from './pathFilter';
import { nodesAt, type PathNode, stepsTo } from './pathNodes';
import type { JsonStep } from '../values';
import type { WorkBudget } from '../workBudget';

/** In UTF-16 code units; the library reads a path by recursion. */
export const maxPathLength = 1000;

/**
 * Where the first value stands that a JSONPath (RFC 9535) finds in a parsed text. The library reads the path; it is followed here, because the library
 * finds all values before it gives one, and hands regular expressions to an engine that may never end.
 * @returns undefined where it finds none, and for what is no JSONPath
 * @throws TooMuchWork
 */
export function firstByJsonPath(root: unknown, path: string, budget: WorkBudget): readonly JsonStep[] | undefined {
	const query = parsedPath(path);
	if (query === undefined) {
		return undefined;
	}
	const first = nodesAt(root, query.segments, { root, budget, passes: passesFilter }).next();
	return first.done === true ? undefined : stepsTo(first.value);
}

/**
 * The ways to all values that a JSONPath finds, in its order.
 * @returns undefined for what is no JSONPath
 * @throws TooMuchWork
 */
export function allByJsonPath(
	root: unknown,
	path: string,
	budget: WorkBudget,
): Iterable<readonly JsonStep[]> | undefined {
	const query = parsedPath(path);
	return query && stepsOf(nodesAt(root, query.segments, { root, budget, passes: passesFilter }), budget);
}

function* stepsOf(nodes: Iterable<PathNode>, budget: WorkBudget): Generator<readonly JsonStep[]> {
	for (const node of nodes) {
		const steps = stepsTo(node);
		budget.spend(steps.length);
		yield steps;
	}
}

/** Undefined for what is no JSONPath. */
export function parsedPath(path: string): JsonPathQuery | undefined {
	if (path.length > maxPathLength) {
		return undefined;
	}
	try {
		return parse(path);
	} catch {
		// It is no JSONPath, or one of a depth that nobody writes.
		return undefined;
	}
}
