/** Names as they were sent, brackets included, in the order they came; a name may repeat. */
export type Parameters = readonly (readonly [name: string, value: string])[];

/** What PHP takes unless it is told otherwise (`max_input_vars`, `max_input_nesting_level`); it drops the rest without a word. */
const maxParameters = 1000;
const maxDepth = 64;

/** Reads a query or a form-urlencoded body. */
export function parseForm(text: string): Parameters {
	return Array.from(new URLSearchParams(text)).slice(0, maxParameters);
}

/** Flattens a JSON body to what a form would have held: `{"cf_1": [1, true]}` is `cf_1[]=1&cf_1[]=1`. */
export function flattenJson(value: unknown): Parameters {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? flattenEntries(Object.entries(value)).slice(0, maxParameters)
		: [];
}

/** @returns the last value of the name, as PHP has it. */
export function lastValue(parameters: Parameters, name: string): string | undefined {
	return parameters.findLast(([candidate]) => candidate === name)?.[1];
}

function flattenEntries(entries: readonly (readonly [name: string, value: unknown])[], depth = 1): Parameters {
	return entries.slice(0, maxParameters).flatMap(([name, value]) => flatten(name, value, depth));
}

function flatten(name: string, value: unknown, depth: number): Parameters {
	if (typeof value !== 'object' || value === null) {
		return [[name, scalar(value)]];
	}
	if (depth > maxDepth) {
		return [];
	}
	const entries: readonly (readonly [string, unknown])[] = Array.isArray(value)
		? value.map((item: unknown) => [`${name}[]`, item])
		: Object.entries(value).map(([key, inner]: [string, unknown]) => [`${name}[${key}]`, inner]);
	return flattenEntries(entries, depth + 1);
}

function scalar(value: unknown): string {
	if (typeof value === 'boolean') {
		return value ? '1' : '0';
	}
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
