import { readJson, type JsonText } from '../../json/jsonText';
import {
	compactJson,
	findJsonValue,
	isArray,
	isContainer,
	membersOf,
	stringAt,
	textAt,
	wholeValue,
} from '../../json/values';
import { placelessDefinition } from '../parser/lineKinds/definitions';
import type { VariableDefinition, VariableUse } from '../document/document';
import type { Problem, Span } from '../problem';
import { RecentWords } from '../parser/recentWords';
import { VariableUseReader } from '../parser/variableUses';
import type { NamedSecret } from '../../net/redaction/redact';
import { Secret } from '../../net/redaction/secret';
import { isSecretName } from './secretNames';

/** Values by name of variable, by name of environment. */
export type Environments = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** A file of environments; the private one is kept out of version control. */
export interface EnvironmentFile {
	readonly kind: 'shared' | 'private';
	readonly environments: Environments;
}

/** Its values are those of every environment that has none of its own: REST Client and Visual Studio have it. */
const shared = '$shared';

/** What JetBrains keeps in an environment besides variables: certificates and ways to sign in. */
const notVariables = new Set(['SSLConfiguration', 'Security']);

/** Objects and lists in one another; deeper ones are text only. */
const maxDepth = 5;

/** Values of an environment; more than anybody writes. */
const maxValues = 5000;

/**
 * Reads an `http-client.env.json`: an object of environments, each an object of variables. Text, numbers and truth values are variables as they stand
 * there. Of an object and a list the members are variables too, `user.name` and `ids[0]`, and the whole is its JSON, as JetBrains and httpYac have them.
 * @returns undefined where the text is no such JSON
 */
export function readEnvironments(text: string): Environments | undefined {
	const bytes = new TextEncoder().encode(text.replace(/^\uFEFF/u, ''));
	// One step takes all of it.
	const { value: json } = readJson(bytes, bytes.length + 1).next();
	if (json === undefined || !('bytes' in json) || !isObject(json, wholeValue(json))) {
		return undefined;
	}
	const environments = new Map<string, ReadonlyMap<string, string>>();
	for (const { step, ...span } of membersOf(json, wholeValue(json))) {
		if (isObject(json, span)) {
			environments.set(String(step), valuesOf(json, span));
		} else {
			environments.delete(String(step));
		}
	}
	return environments;
}

function isObject(json: JsonText, span: Span): boolean {
	return isContainer(json, span) && !isArray(json, span);
}

function valuesOf(json: JsonText, environment: Span): ReadonlyMap<string, string> {
	const values = new Map<string, string>();

	/** @returns whether one of the names within is that of a secret: then the whole is no variable, which would show it */
	function add(name: string, span: Span, depth: number): boolean {
		const isWhole = isContainer(json, span);
		const isList = isWhole && isArray(json, span);
		let holdsSecret = false;
		if (isWhole && depth < maxDepth) {
			for (const { step, start, end } of membersOf(json, span)) {
				const inner = isList ? `${name}[${step}]` : `${name}.${step}`;
				holdsSecret = (values.size < maxValues && add(inner, { start, end }, depth + 1)) || holdsSecret;
				holdsSecret ||= isSecretName(String(step));
			}
		}
		const value = isWhole ? compactJson(json, span) : scalarOf(json, span);
		if (value !== undefined && !holdsSecret) {
			values.set(name, value);
		}
		return holdsSecret;
	}

	// Of duplicates the last one counts.
	const members = new Map<string, Span>();
	for (const { step, start, end } of membersOf(json, environment)) {
		members.set(String(step), { start, end });
	}
	for (const [name, span] of members) {
		if (!notVariables.has(name)) {
			add(name, span, 0);
		}
	}
	return values;
}

/** Undefined for `null`. */
function scalarOf({ bytes }: JsonText, span: Span): string | undefined {
	const text = textAt(bytes, span);
	return text.startsWith('"') ? stringAt(bytes, span) : text === 'null' ? undefined : text;
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

/** Those whose names are those of secrets: their values are masked wherever they stand. */
export function environmentSecrets(variables: readonly VariableDefinition[]): NamedSecret[] {
	return variables
		.filter(({ name }) => isSecretName(name))
		.map(({ name, value }) => ({ name, from: 'environment', secret: new Secret(value) }));
}

/** The secrets of all environments, whichever is chosen: what was sent with another one may still be shown. */
export function secretsOfAll(files: readonly EnvironmentFile[]): NamedSecret[] {
	return [undefined, ...environmentNames(files)].flatMap(name => environmentSecrets(environmentVariables(files, name)));
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

/** Where the name of a variable, or of what it is within, stands in the text of a file of environments, quotes included. Of several, the last one counts. */
export function variableSpan(text: string, environment: string, variable: string): Span | undefined {
	const mark = text.startsWith('\uFEFF') ? 1 : 0;
	const json = { bytes: new TextEncoder().encode(text.slice(mark)), large: new Map<number, never>() };
	const values = findJsonValue(json, [environment]);
	const members = values === undefined ? [] : Array.from(membersOf(json, values));
	const { name } =
		members.findLast(({ step }) => step === variable) ??
		members.findLast(({ step }) => step === nameAround(variable)) ??
		{};
	if (name === undefined) {
		return undefined;
	}
	const start = mark + textAt(json.bytes, { start: 0, end: name.start }).length;
	return { start, end: start + textAt(json.bytes, name).length };
}

/** Of a value within an object or a list, the name of the outermost one: `user` of `user.ids[0]`. */
function nameAround(variable: string): string {
	return /^[^.[]*/u.exec(variable)?.[0] ?? '';
}

/** It has no place in the document. */
function definitionOf(name: string, value: string): VariableDefinition {
	const uses: VariableUse[] = [];
	const unclosed: Problem[] = [];
	new VariableUseReader(value, new RecentWords(value)).read(0, value.length, uses, unclosed);
	return placelessDefinition(name, value, { uses, closed: unclosed.length === 0 });
}
