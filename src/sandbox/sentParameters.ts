/** Names as they were sent, brackets included, in the order they came; a name may repeat. */
export type Parameters = readonly (readonly [name: string, value: string])[];

/** Reads a query or a form-urlencoded body. */
export function parseForm(text: string): Parameters {
	return [...new URLSearchParams(text)];
}

/** Flattens a JSON body to what a form would have held: `{"cf_1": [1, true]}` is `cf_1[]=1&cf_1[]=1`. */
export function flattenJson(value: unknown): Parameters {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? Object.entries(value).flatMap(([name, inner]) => flatten(name, inner))
		: [];
}

/** @returns the last value of the name, as PHP has it. */
export function lastValue(parameters: Parameters, name: string): string | undefined {
	return parameters.findLast(([candidate]) => candidate === name)?.[1];
}

function flatten(name: string, value: unknown): Parameters {
	if (Array.isArray(value)) {
		return value.flatMap((item: unknown) => flatten(`${name}[]`, item));
	}
	if (typeof value === 'object' && value !== null) {
		return Object.entries(value).flatMap(([key, inner]) => flatten(`${name}[${key}]`, inner));
	}
	return [[name, scalar(value)]];
}

function scalar(value: unknown): string {
	if (typeof value === 'boolean') {
		return value ? '1' : '0';
	}
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
