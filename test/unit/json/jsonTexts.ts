import fc from 'fast-check';
import * as assert from 'node:assert/strict';
import { readJson, type JsonFailure, type JsonText } from '../../../src/json/jsonText';

/** What a text is, read in steps of so many bytes. */
export function read(text: string, step = 1_000_000): JsonText | JsonFailure {
	const steps = readJson(new TextEncoder().encode(text), step);
	for (;;) {
		const { done, value } = steps.next();
		if (done === true) {
			return value;
		}
	}
}

export function validJson(text: string): JsonText {
	const json = read(text);
	assert.ok('bytes' in json, text.slice(0, 200));
	return json;
}

export function parses(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

/** What strings must not be taken apart at, and what takes one to four bytes. */
export const trickyUnit = fc.constantFrom(
	'a',
	' ',
	'"',
	'\\',
	'/',
	'{',
	']',
	',',
	':',
	'\n',
	'\0',
	'\u2028',
	'ж',
	'😀',
	'\ud83d',
);

/** JSON with this white space around its marks. */
export function spaced(json: string, space: string): string {
	return json.replace(/(?<string>"(?:[^"\\]|\\.)*")|(?<mark>[{}[\]:,])/gu, `${space}$<string>$<mark>${space}`);
}

export function spacing(): fc.Arbitrary<string> {
	return fc.string({ unit: fc.constantFrom(' ', '\t', '\r', '\n'), maxLength: 3 });
}
