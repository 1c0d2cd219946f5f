import { placelessDefinition } from './definitions';
import type { VariableDefinition, VariableUse } from './document';
import type { Problem } from './problem';
import { RecentWords } from './recentWords';
import { VariableUseReader } from './variableUses';

/** Values by name of variable, by name of environment. */
export type Environments = ReadonlyMap<string, ReadonlyMap<string, string>>;

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
		const content: unknown = JSON.parse(text.replace(/^\uFEFF/u, ''));
		return isObject(content) ? content : undefined;
	} catch {
		return undefined;
	}
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
export function environmentNames(files: readonly Environments[]): string[] {
	return [...new Set(files.flatMap(file => [...file.keys()]))].filter(name => name !== shared);
}

/**
 * The variables of an environment. Those of a later file count more, and those of the document more than all of them.
 * @param files the shared one, then the private one
 * @param name undefined when none is chosen: only shared values count then
 */
export function environmentVariables(files: readonly Environments[], name: string | undefined): VariableDefinition[] {
	const values = new Map<string, string>();
	for (const wanted of name === undefined ? [shared] : [shared, name]) {
		for (const file of files) {
			file.get(wanted)?.forEach((value, variable) => values.set(variable, value));
		}
	}
	return [...values].map(([variable, value]) => definitionOf(variable, value));
}

/** It has no place in the document. */
function definitionOf(name: string, value: string): VariableDefinition {
	const uses: VariableUse[] = [];
	const unclosed: Problem[] = [];
	new VariableUseReader(value, new RecentWords(value)).read(0, value.length, uses, unclosed);
	return placelessDefinition(name, value, { uses, closed: unclosed.length === 0 });
}
