import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite, test } from 'mocha';
import { anyEncoding, type Needle } from '../../../src/net/redaction/encodings';
import { createMultiMatcher } from '../../../src/net/redaction/multiMatcher';

const digits = ['a', 'b', 'c', 'd', 'e', 'f', '0', '1', '2', '3'];

/** One character in one of the ways that programs write it. */
const written = (character: string) => {
	const hex = character.charCodeAt(0).toString(16);
	return fc.constantFrom(character, character, character, `%${hex}`, `\\u00${hex}`, `&#${parseInt(hex, 16)};`);
};

const key = fc
	.array(fc.constantFrom(...digits), { minLength: 8, maxLength: 12 })
	.map(characters => characters.join(''));

/** Keys, and a text of them and of their beginnings. */
const keysAndText = fc.array(key, { minLength: 2, maxLength: 3 }).chain(keys => {
	const piece = fc.constantFrom(...keys).chain(whole => fc.tuple(...Array.from(whole, written)));
	const beginning = fc.tuple(piece, fc.nat(8)).map(([forms, length]) => forms.slice(0, length));
	const text = fc.array(fc.oneof(piece, beginning), { minLength: 20, maxLength: 40 });
	return text.map(pieces => ({ keys, text: pieces.flat().join('') }));
});

function endsIn(text: string, needles: readonly Needle[], limit?: number): ReadonlySet<string> {
	const ends = new Set<string>();
	createMultiMatcher(needles, limit).find(text, (needle, end) => ends.add(`${needle} at ${end}`));
	return ends;
}

suite('a search for many texts', () => {
	test('finds the same however often it forgets what it has learnt', () => {
		fc.assert(
			fc.property(keysAndText, fc.constantFrom(20, 60, 200, 1000), ({ keys, text }, limit) => {
				const needles = keys.map(anyEncoding);
				assert.deepEqual(endsIn(text, needles, limit), endsIn(text, needles));
			}),
			{ numRuns: 60 },
		);
	});
});
