import { placelessDefinition } from '../parser/lineKinds/definitions';
import { unescapeBraces, usesIn } from '../parser/variableUses';
import type { VariableDefinition, VariableUse } from '../document/document';
import { type DynamicSources, dynamicVariable, indirectVariable } from './dynamicVariables';
import { type Problem, type ProblemCode, problemAt } from '../problem';
import { requestVariable, type RequestVariable } from './requestVariables';
import type { ValuePlace } from './values/valuePlace';

export interface VariableFailure {
	readonly code: ProblemCode;
	/** The name that is missing, or the names of the cycle: `a → b → a`. */
	readonly detail: string;
}

/** By name. Definitions hold for the whole document and the last one counts, as in REST Client. */
export type VariableTable = ReadonlyMap<string, VariableDefinition>;

/** Each variable after those that it uses; `undefined` where it has a value. */
export type VariableOutcomes = ReadonlyMap<string, VariableFailure | undefined>;

interface Frame {
	readonly definition: VariableDefinition;
	nextUse: number;
	failure: VariableFailure | undefined;
}

/** Longest text that variables may expand to, in UTF-16 code units: nested uses multiply. */
const maxExpandedLength = 10_000_000;

export function variableTable(definitions: readonly VariableDefinition[]): VariableTable {
	return new Map(definitions.map(definition => [definition.name, definition]));
}

/** Why a use of a name that no definition has stays unresolved; undefined for a dynamic variable and one of another request. */
function undefinedVariable(name: string): VariableFailure | undefined {
	if (name.startsWith('$')) {
		return dynamicVariable(name) === undefined ? { code: 'dynamicVariable', detail: name } : undefined;
	}
	if (/^[^\s.{}]+\.(?:request|response)(?:\.|$)/u.test(name)) {
		return requestVariable(name) === undefined ? { code: 'responseVariable', detail: name } : undefined;
	}
	// All else than a name is an expression for some other tool.
	return { code: isName(name) ? 'unknownVariable' : 'invalidVariable', detail: name };
}

/** Letters of any script, digits and a few joints. */
function isName(text: string): boolean {
	return /^[\p{L}\p{N}_.-]+$/u.test(text);
}

/** Is it a name that a variable may have, and that stands for nothing else? */
export function isPlainName(name: string): boolean {
	return undefinedVariable(name)?.code === 'unknownVariable';
}

/** The variable that has to have a value for the name to have one. */
function referredName(name: string): string {
	return indirectVariable(name)?.variable ?? name;
}

/**
 * Follows the variables from some names down to those they use, without recursion: a chain may be as long as the text.
 * @param report is given the problem at each use that has no definition or that closes a cycle, once, and the definition it is in.
 */
export function settleVariables(
	table: VariableTable,
	names: Iterable<string>,
	report: (problem: Problem, definition: VariableDefinition) => void = () => undefined,
): VariableOutcomes {
	const outcomes = new Map<string, VariableFailure | undefined>();
	for (const name of names) {
		const definition = table.get(referredName(name));
		if (definition !== undefined && !outcomes.has(definition.name)) {
			settle(definition, { table, outcomes, report });
		}
	}
	return outcomes;
}

interface Settling {
	readonly table: VariableTable;
	readonly outcomes: Map<string, VariableFailure | undefined>;
	readonly report: (problem: Problem, definition: VariableDefinition) => void;
}

function settle(root: VariableDefinition, { table, outcomes, report }: Settling): void {
	const stack = [frameOf(root)];
	const depths = new Map([[root.name, 0]]);
	for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
		const use = frame.definition.uses[frame.nextUse++];
		if (use === undefined) {
			stack.pop();
			depths.delete(frame.definition.name);
			outcomes.set(frame.definition.name, frame.failure);
			fail(stack.at(-1), frame.failure);
			continue;
		}
		const name = referredName(use.name);
		const depth = depths.get(name);
		const definition = table.get(name);
		if (depth !== undefined) {
			const failure = cycle(stack.slice(depth), use);
			report(problemAt(failure.code, use.span, failure.detail), frame.definition);
		} else if (definition === undefined) {
			const failure = undefinedVariable(name);
			fail(frame, failure);
			if (failure !== undefined) {
				report(problemAt(failure.code, use.span, failure.detail), frame.definition);
			}
		} else if (outcomes.has(name)) {
			fail(frame, outcomes.get(name));
		} else {
			depths.set(name, stack.length);
			stack.push(frameOf(definition));
		}
	}
}

function frameOf(definition: VariableDefinition): Frame {
	const failure: VariableFailure = { code: 'unclosedValue', detail: definition.name };
	return { definition, nextUse: 0, failure: definition.closed ? undefined : failure };
}

function cycle(frames: readonly Frame[], use: VariableUse): VariableFailure {
	const names = frames.map(frame => frame.definition.name);
	// A message with a thousand names helps nobody.
	const shown = names.length > 10 ? [...names.slice(0, 9), '…'] : names;
	const failure: VariableFailure = { code: 'cyclicVariable', detail: [...shown, use.name].join(' → ') };
	for (const frame of frames) {
		fail(frame, failure);
	}
	return failure;
}

/** The first failure stays: it is the one nearest to the start of the value. */
function fail(frame: Frame | undefined, failure: VariableFailure | undefined): void {
	if (frame !== undefined) {
		frame.failure ??= failure;
	}
}

/** Why a name has no value, `undefined` where it has one. */
export function useFailure(
	name: string,
	table: VariableTable,
	outcomes: VariableOutcomes,
): VariableFailure | undefined {
	const referred = referredName(name);
	return table.has(referred) ? outcomes.get(referred) : undefinedVariable(referred);
}

/** Values of variables by name, as they are: braces in them are text. */
export type GivenValues = ReadonlyMap<string, string>;

/** The table with definitions that have the values, for other definitions to use. */
export function tableWith(table: VariableTable, given: GivenValues): VariableTable {
	return given.size === 0
		? table
		: new Map([...table, ...[...given].map(([name, value]) => [name, placelessDefinition(name, value)] as const)]);
}

/** Where values come from that the text does not hold. */
export interface VariableContext {
	readonly sources: DynamicSources;
	/** To the prompts of the request, and what a run gives. They count more than all definitions. */
	readonly answers: GivenValues;
	/** The part of what another request sent or got, or why there is none. */
	readonly requestValue: (variable: RequestVariable) => string | VariableFailure;
}

/** The names between braces in a text that is not the document's. */
export function variableNames(text: string): string[] {
	return [...new Set(usesIn(text).map(({ name }) => name))];
}

const asTheyAre: ValuePlace = { typed: text => text, value: value => value };

/** Values of variables that all have one. */
export class VariableValues {
	/** Why names had no value after all, as dynamic ones and those of other requests may. */
	readonly failures = new Map<string, VariableFailure>();
	private readonly values: Map<string, string>;
	private length = 0;

	constructor(
		private readonly table: VariableTable,
		private readonly context: VariableContext,
	) {
		this.values = new Map(context.answers);
	}

	/** @param outcomes those of `settleVariables`, none of them a failure. */
	add(outcomes: VariableOutcomes): void {
		for (const name of outcomes.keys()) {
			const value = this.table.get(name)?.value;
			if (value !== undefined && !this.values.has(name)) {
				this.values.set(name, this.resolve(value));
			}
		}
	}

	/** True once variables grew beyond what a request may hold: what `resolve` returned is then of no use. */
	get tooLong(): boolean {
		return this.length > maxExpandedLength;
	}

	/**
	 * A piece of a text with the values in the place of the variables in it.
	 * @param place how values are written there
	 * @param useOf the use in the document that a name in the text stands for, in their order
	 * @param source what is left of a use that a piece of the document holds only the start of is a failure: no use is ever sent as text. In a file
	 * braces that nothing closes are text.
	 */
	resolve(
		content: string,
		place: ValuePlace = asTheyAre,
		useOf: (name: string) => VariableUse = name => placelessDefinition(name, ''),
		source: 'document' | 'file' = 'document',
	): string {
		const typed = (written: string) => place.typed(source === 'document' ? unescapeBraces(written) : written);
		let end = 0;
		let resolved = '';
		for (const use of usesIn(content)) {
			resolved += typed(content.slice(end, use.start));
			resolved += place.value(this.countedValue(use.name), useOf(use.name));
			({ end } = use);
		}
		const open = source === 'document' ? content.indexOf('{{', end) : -1;
		if (open >= 0) {
			const name = content.slice(open + 2).trim();
			this.failures.set(name, { code: 'unclosedVariable', detail: name });
		}
		return resolved + typed(content.slice(end));
	}

	private countedValue(name: string): string {
		const value = this.tooLong ? '' : this.valueOf(name);
		this.length += value.length;
		return value;
	}

	/** Empty where it has none; then there is a failure. */
	private valueOf(name: string): string {
		const value = this.values.get(name) ?? this.valueFromOutside(name);
		if (typeof value === 'string') {
			return value;
		}
		this.failures.set(name, value);
		return '';
	}

	private valueFromOutside(name: string): string | VariableFailure {
		const indirect = indirectVariable(name);
		if (indirect !== undefined) {
			const named = this.valueOf(indirect.variable);
			return this.failures.get(indirect.variable) ?? this.valueFromOutside(`${indirect.source} ${named}`);
		}
		if (name.startsWith('$')) {
			return dynamicVariable(name)?.(this.context.sources) ?? { code: 'unsetVariable', detail: name };
		}
		const variable = requestVariable(name);
		return variable === undefined ? { code: 'unknownVariable', detail: name } : this.context.requestValue(variable);
	}
}
