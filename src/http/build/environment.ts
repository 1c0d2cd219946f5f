import { findJsonValue, membersOf, textAt } from '../../json/values';
import { placelessDefinition } from '../parser/lineKinds/definitions';
import type { VariableDefinition, VariableUse } from '../document/document';
import type { Problem, Span } from '../problem';
import { RecentWords } from '../parser/recentWords';
import { VariableUseReader } from '../parser/variableUses';

/** Values by name of variable, by name of environment. */
export type Environments = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** A file of environments; the private one is kept out of version control. */
export interface EnvironmentFile {
	readonly kind: 'shared' | 'private';
	readonly environments: Environments;
}

/** Its values are those of every environment that has none of its own: REST Client and Visual Studio have it. */
const shared = '$shared';

/**
 * Reads an `http-client.env.json`: an object of environments, each an object of variables. Text, numbers and truth values are
 * variables; what else JetBrains keeps there, such as settings of certificates, is left out.
 * @returns undefined where the text is no such JSON
 */
export function readEnvironments(text: string): Environments | undefined {
	const content = parseObject(text);
	return (
		content &&
		new Map(Object.entries(content).flatMap(([name, values]) => (isObject(values) ? [[name, valuesOf(values)]] : [])))
	);
}

function parseObject(text: string): object | undefined {
	try {
		const content: unknown = JSON.parse(text.replace(/^\uFEFF/u, ''), asWritten);
		return isObject(content) ? content : undefined;
	} catch {
		return undefined;
	}
}

/** A number as its digits stand in the text. The context is newer than what TypeScript knows; without it long numbers are rounded. */
function asWritten(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
	return typeof value === 'number' ? (context?.source ?? value) : value;
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valuesOf(values: object): ReadonlyMap<string, string> {
	return new Map(
		Object.entries(values).flatMap(([name, value]: [string, unknown]) =>
			typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
				? [[name, String(value)]]
				: [],
		),
	);
}

/** The names to choose from, in the order of the files. */
export function environmentNames(files: readonly EnvironmentFile[]): string[] {
	return [...new Set(files.flatMap(({ environments }) => [...environments.keys()]))].filter(name => name !== shared);
}

/** Those whose values count, the ones that count more behind the others. */
function counting(name: string | undefined): readonly string[] {
	return name === undefined ? [shared] : [shared, name];
}

/**
 * The variables of an environment. Those of a later file count more, and those of the document more than all of them.
 * @param files the shared one, then the private one
 * @param name undefined when none is chosen: only shared values count then
 */
export function environmentVariables(
	files: readonly EnvironmentFile[],
	name: string | undefined,
): VariableDefinition[] {
	const definitions = new Map<string, VariableDefinition>();
	for (const wanted of counting(name)) {
		for (const { environments, kind } of files) {
			environments.get(wanted)?.forEach((value, variable) => {
				definitions.set(variable, { ...definitionOf(variable, value), environment: kind });
			});
		}
	}
	return [...definitions.values()];
}

/** Which of the files gives a variable the value that counts, and in which of its environments. */
export function homeInFiles<File extends EnvironmentFile>(
	files: readonly File[],
	name: string | undefined,
	variable: string,
): { readonly file: File; readonly environment: string } | undefined {
	for (const environment of counting(name).toReversed()) {
		const file = files.findLast(({ environments }) => environments.get(environment)?.has(variable) === true);
		if (file !== undefined) {
			return { file, environment };
		}
	}
	return undefined;
}

/** Where the name of a variable stands in the text of a file of environments, quotes included. Of several, the last one counts. */
export function variableSpan(text: string, environment: string, variable: string): Span | undefined {
	const mark = text.startsWith('\uFEFF') ? 1 : 0;
	const json = { bytes: new TextEncoder().encode(text.slice(mark)), large: new Map<number, never>() };
	const values = findJsonValue(json, [environment]);
	const name = values && Array.from(membersOf(json, values)).findLast(({ step }) => step === variable)?.name;
	if (name === undefined) {
		return undefined;
	}
	const start = mark + textAt(json.bytes, { start: 0, end: name.start }).length;
	return { start, end: start + textAt(json.bytes, name).length };
}

/** It has no place in the document. */
function definitionOf(name: string, value: string): VariableDefinition {
	const uses: VariableUse[] = [];
	const unclosed: Problem[] = [];
	new VariableUseReader(value, new RecentWords(value)).read(0, value.length, uses, unclosed);
	return placelessDefinition(name, value, { uses, closed: unclosed.length === 0 });
}
