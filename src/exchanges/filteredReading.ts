import { elementsPath, valuesInElements } from '../json/paths/elementValues';
import { allByJsonPath, parsedPath } from '../json/paths/jsonPath';
import { singularPath } from '../json/paths/singularPath';
import type { JsonText, Span } from '../json/jsonText';
import { findJsonValue, placesOfSteps, textAt } from '../json/values';
import { TooMuchWork, WorkBudget } from '../json/workBudget';
import type { ResponseReading } from './reading';

/** Bytes of a response that is parsed whole for a path. */
export const maxFilteredBytes = 10_000_000;

/** Units for one path: half a second or so. */
const maxWork = 5_000_000;

const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;

/** An array of values, as a response that has only it would be read. */
export type FilteredReading = Pick<ResponseReading, 'kind' | 'utf8' | 'json'>;

/** What a JSONPath finds in a response. */
export type Filtered =
	| {
			readonly kind: 'found';
			/** How many there are. */
			readonly count: number;
			/** Where those stand in the response that are in the array: the first of them, where all would be too many to show. */
			readonly places: readonly Span[];
			/** An array of the values, each as it came. */
			readonly reading: FilteredReading;
	  }
	| { readonly kind: 'noPath' }
	| { readonly kind: 'costly' };

/** Finds values by one path after the other. Parses the text once. */
export function responseFilter(json: JsonText): (path: string, budget?: WorkBudget) => Filtered {
	const root: unknown = JSON.parse(textAt(json.bytes, { start: 0, end: json.bytes.length }));
	return (path, budget = new WorkBudget(maxWork)) => {
		try {
			const ways = allByJsonPath(root, path, budget);
			if (ways === undefined) {
				return { kind: 'noPath' };
			}
			const spans = placesOfSteps(json, ways, budget);
			return foundAt(json, spans);
		} catch (error) {
			if (error instanceof TooMuchWork) {
				return { kind: 'costly' };
			}
			throw error;
		}
	};
}

/**
 * The same of a response of any size, in steps of a few milliseconds: values that lie in the elements of one array are looked for in one after the
 * other. Only for other paths the text is parsed whole, at once, and may not be so large.
 */
export function* filterInSteps(json: JsonText, path: string): Generator<void, Filtered> {
	try {
		const single = singularPath(path);
		const elements = single === undefined ? elementsPath(path) : undefined;
		const spans =
			single === undefined
				? elements && (yield* valuesInElements(json, elements, new WorkBudget(maxWork + 3 * json.bytes.length)))
				: [findJsonValue(json, single)].filter(span => span !== undefined);
		if (spans !== undefined) {
			return foundAt(json, spans);
		}
	} catch (error) {
		if (!(error instanceof TooMuchWork)) {
			throw error;
		}
	}
	if (json.bytes.length <= maxFilteredBytes) {
		return responseFilter(json)(path);
	}
	return parsedPath(path) === undefined ? { kind: 'noPath' } : { kind: 'costly' };
}

/** Bytes of values that are shown. */
const maxShownBytes = 10_000_000;

function foundAt(json: JsonText, spans: readonly Span[]): Filtered {
	let bytes = 0;
	const isBeyond = ({ start, end }: Span): boolean => {
		bytes += end - start;
		return bytes > maxShownBytes;
	};
	const beyond = spans.findIndex(isBeyond);
	const shown = beyond === -1 ? spans : spans.slice(0, Math.max(1, beyond));
	return { kind: 'found', count: spans.length, places: shown, reading: readingOfValues(json, shown) };
}

const mask = new TextEncoder().encode('"•••"');

/** @param masked the values, counted from 0, in whose place a mask stands */
export function readingOfValues(
	{ bytes }: JsonText,
	places: readonly Span[],
	masked: Pick<ReadonlySet<number>, 'has'> = new Set(),
): FilteredReading {
	const utf8 = arrayOf(bytes, places, masked);
	return { kind: 'json', utf8, json: { bytes: utf8, large: new Map() } };
}

function arrayOf(input: Uint8Array, values: readonly Span[], masked: Pick<ReadonlySet<number>, 'has'>): Uint8Array {
	const lengthOf = ({ start, end }: Span, index: number): number => (masked.has(index) ? mask.length : end - start);
	const length = values.reduce((sum, value, index) => sum + lengthOf(value, index) + 1, 0);
	const bytes = new Uint8Array(Math.max(length, 1) + 1);
	bytes[0] = openBracket;
	let at = 1;
	for (const [index, { start, end }] of values.entries()) {
		if (index > 0) {
			bytes[at++] = comma;
		}
		if (masked.has(index)) {
			bytes.set(mask, at);
			at += mask.length;
			continue;
		}
		// A view costs more than a few bytes copied one by one.
		if (end - start > 64) {
			bytes.set(input.subarray(start, end), at);
			at += end - start;
			continue;
		}
		for (let from = start; from < end; from++) {
			bytes[at++] = input[from] ?? 0;
		}
	}
	bytes[at] = closeBracket;
	return bytes;
}
