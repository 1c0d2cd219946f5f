import { allByJsonPath } from '../json/paths/jsonPath';
import type { JsonText, Span } from '../json/jsonText';
import { placesOfSteps, textAt } from '../json/values';
import { TooMuchWork, WorkBudget } from '../json/workBudget';
import type { ResponseReading } from './reading';

/** Bytes of a response that is filtered while one types: it is parsed whole. */
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
			/** Where the values stand in the response. */
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
			const places = placesOfSteps(json, ways, budget);
			const reading = readingOfValues(places.map(({ start, end }) => json.bytes.subarray(start, end)));
			return { kind: 'found', places, reading };
		} catch (error) {
			if (error instanceof TooMuchWork) {
				return { kind: 'costly' };
			}
			throw error;
		}
	};
}

/** @param values the JSON of each */
export function readingOfValues(values: readonly Uint8Array[]): FilteredReading {
	const utf8 = arrayOf(values);
	return { kind: 'json', utf8, json: { bytes: utf8, large: new Map() } };
}

function arrayOf(values: readonly Uint8Array[]): Uint8Array {
	const length = values.reduce((sum, value) => sum + value.length + 1, 0);
	const bytes = new Uint8Array(Math.max(length, 1) + 1);
	bytes[0] = openBracket;
	let end = 1;
	for (const [index, value] of values.entries()) {
		if (index > 0) {
			bytes[end++] = comma;
		}
		bytes.set(value, end);
		end += value.length;
	}
	bytes[end] = closeBracket;
	return bytes;
}
