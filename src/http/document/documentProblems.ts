import { type Chunk, visitSegments } from './chunks';
import type { VariableDefinition } from './document';
import { type Problem, problemAt, shiftedProblem } from '../problem';
import { requestVariable } from '../build/requestVariables';
import { plainMetadataName } from '../build/sendingMetadata';
import { readDetails, type Segment } from '../parser/segment';
import {
	settleVariables,
	useFailure,
	type VariableFailure,
	type VariableOutcomes,
	variableTable,
	type VariableTable,
} from '../build/variables';

/** A variable definition where it stands. */
export interface PlacedDefinition {
	readonly definition: VariableDefinition;
	/** Of its segment, from which its offsets count. */
	readonly start: number;
}

export function definitionsIn(chunks: readonly Chunk[]): PlacedDefinition[] {
	const placed: PlacedDefinition[] = [];
	visitSegments(
		chunks,
		chunk => chunk.definers > 0,
		({ definitions }, start) => {
			for (const definition of definitions) {
				placed.push({ definition, start });
			}
		},
	);
	return placed;
}

/** The variables of a document. They say nothing of places, so they hold as long as no definition changes. */
export interface Variables {
	readonly table: VariableTable;
	readonly outcomes: VariableOutcomes;
	/** What was found by making requests with them; offsets are those of the segments. */
	readonly sendingProblems: WeakMap<Segment, readonly Problem[]>;
}

export function settledVariables(definitions: readonly VariableDefinition[]): Variables {
	const table = variableTable(definitions);
	return { table, outcomes: settleVariables(table, table.keys()), sendingProblems: new WeakMap() };
}

/** Definitions that do not count, cycles, uses of what is not defined. */
export function definitionProblems(
	placed: readonly PlacedDefinition[],
	{ table }: Variables,
	isRequest: (name: string) => boolean,
): Problem[] {
	const starts = new Map(placed.map(({ definition, start }) => [definition, start]));
	const problems = placed
		.filter(({ definition }) => table.get(definition.name) !== definition)
		.map(({ definition, start }) =>
			shiftedProblem(problemAt('duplicateDefinition', definition.nameSpan, definition.name), start),
		);
	settleVariables(table, table.keys(), (problem, definition) => {
		const start = starts.get(definition);
		// What is wrong in an environment has no place here; it shows where the variable is used.
		if (start !== undefined) {
			problems.push(shiftedProblem(problem, start));
		}
	});
	for (const { definition, start } of placed) {
		for (const { name, span } of definition.uses) {
			const failure = requestFailure(name, table, isRequest);
			if (failure !== undefined) {
				problems.push(shiftedProblem(problemAt(failure.code, span, failure.detail), start));
			}
		}
	}
	return problems;
}

/**
 * Why those of the names that have no value have none.
 * @param isRequest whether a request has a name
 */
export function failuresOf(
	names: Iterable<string>,
	{ table, outcomes }: Variables,
	isRequest: (name: string) => boolean,
): Map<string, VariableFailure> {
	const failures = new Map<string, VariableFailure>();
	for (const name of names) {
		const failure = useFailure(name, table, outcomes) ?? requestFailure(name, table, isRequest);
		if (failure !== undefined) {
			failures.set(name, failure);
		}
	}
	return failures;
}

function requestFailure(
	name: string,
	table: VariableTable,
	isRequest: (name: string) => boolean,
): VariableFailure | undefined {
	const variable = table.has(name) ? undefined : requestVariable(name);
	return variable === undefined || isRequest(variable.request)
		? undefined
		: { code: 'unknownRequest', detail: variable.request };
}

/** What the problems of a request depend on beside its own text. */
export interface Others {
	/** Why variables have no value that requests use, by name. */
	readonly failures: ReadonlyMap<string, VariableFailure>;
	/** The requests whose name another one above has. */
	readonly namesakes: ReadonlySet<Segment>;
	readonly redefinitions: ReadonlyMap<string, number>;
	readonly isRequest: (name: string) => boolean;
	/** How many requests have the title. */
	readonly countTitled: (title: string) => number;
}

/** @param start of the segment in the document */
export function requestProblems(
	segment: Segment,
	start: number,
	{ failures, namesakes, redefinitions, isRequest, countTitled }: Others,
): readonly Problem[] {
	const isNamesake = namesakes.size > 0 && namesakes.has(segment);
	const hasUses = (failures.size > 0 || redefinitions.size > 0) && segment.uses.length > 0;
	if (!hasUses && !isNamesake && segment.references.length === 0) {
		return segment.problems;
	}
	const isRedefined = (name: string): boolean => (redefinitions.get(name) ?? -1) > start + segment.start;
	return [
		...segment.problems,
		...(hasUses ? useProblems(segment, failures, isRedefined) : []),
		...referenceProblems(segment, isRequest, countTitled),
		...(isNamesake ? [nameProblem(segment)] : []),
	];
}

/**
 * The references to requests that are not there, or may be one or another.
 * @param countTitled how many requests have a title
 */
function referenceProblems(
	segment: Segment,
	isRequest: (name: string) => boolean,
	countTitled: (title: string) => number,
): Problem[] {
	return segment.references
		.filter(({ kind, text }) => (kind === 'request' || kind === 'run') && !isRequest(text))
		.flatMap(({ kind, text, span }) => {
			const count = kind === 'run' ? countTitled(text) : 0;
			return count === 1 ? [] : [problemAt(count === 0 ? 'unknownRequest' : 'ambiguousTitle', span, text)];
		});
}

/**
 * The uses in a request that have no value, or several.
 * @param isRedefined whether a variable has another value below the request
 */
function useProblems(
	segment: Segment,
	failures: ReadonlyMap<string, VariableFailure>,
	isRedefined: (name: string) => boolean,
): Problem[] {
	const { prompts, takesRows } = segment;
	const failureOf = (name: string): VariableFailure | undefined => {
		if (prompts.includes(name)) {
			return undefined;
		}
		const redefined: VariableFailure | undefined = isRedefined(name)
			? { code: 'redefinedVariable', detail: name }
			: undefined;
		const failure = failures.get(name) ?? redefined;
		if (failure?.code === 'unknownVariable' && takesRows) {
			return undefined;
		}
		// A definition may be made of what is asked for.
		return failure?.code === 'unknownVariable' && prompts.includes(failure.detail) ? undefined : failure;
	};
	if (!segment.uses.some(name => failureOf(name) !== undefined)) {
		return [];
	}
	return readDetails(segment).uses.flatMap(({ name, span }) => {
		const failure = failureOf(name);
		return failure === undefined ? [] : [problemAt(failure.code, span, failure.detail)];
	});
}

/** @param segment one whose name another one above it has */
function nameProblem(segment: Segment): Problem {
	const { name = '', start, end } = segment;
	const metadata = readDetails(segment).details.metadata.find(
		field => plainMetadataName(field.name) === 'name' && field.value === name,
	);
	return problemAt('duplicateName', metadata?.valueSpan ?? { start, end }, name);
}
