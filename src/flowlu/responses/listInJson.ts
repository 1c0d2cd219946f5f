import type { JsonText, Span } from '../../json/jsonText';
import { findJsonValue, isArray, wholeValue } from '../../json/values';

/** Where the array of a list response stands, with its JSONPath: `response.items`, else a `response` that is an array itself; undefined where there is none. */
export function listOf(json: JsonText): (Span & { readonly path: string }) | undefined {
	const response = isArray(json, wholeValue(json)) ? undefined : findJsonValue(json, ['response']);
	if (response === undefined) {
		return undefined;
	}
	if (isArray(json, response)) {
		return { ...response, path: '$.response' };
	}
	const items = findJsonValue(json, ['items'], response);
	return items !== undefined && isArray(json, items) ? { ...items, path: '$.response.items' } : undefined;
}
