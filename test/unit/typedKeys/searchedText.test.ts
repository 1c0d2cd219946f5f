import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite, test } from 'mocha';
import { findTypedKeys } from '../../../src/features/typedKeys/findTypedKeys';
import { type FoundKey, SearchedText } from '../../../src/features/typedKeys/searchedText';
import type { Span } from '../../../src/http/problem';
import { createRedactor } from '../../../src/net/redaction/redact';
import { Secret } from '../../../src/net/redaction/secret';

const redactor = createRedactor();
redactor.add(new Secret('stored-secret'));

function keysIn(text: string, start = 0): readonly FoundKey[] {
	return findTypedKeys(text, redactor).map(({ place, ...key }) => ({
		place,
		start: start + key.start,
		end: start + key.end,
	}));
}

/** Searches the lines of what is unsearched. @returns how much of the text that was */
function search(searched: SearchedText, text: string): number {
	const lines = searched.unsearched.map(({ start, end }): Span => {
		const lineFeed = text.indexOf('\n', end);
		return { start: text.lastIndexOf('\n', start - 1) + 1, end: lineFeed < 0 ? text.length : lineFeed };
	});
	const found = lines.flatMap(({ start, end }) => keysIn(text.slice(start, end), start));
	searched.settle(lines, [...new Map(found.map(key => [key.start, key])).values()]);
	return lines.reduce((sum, { start, end }) => sum + end - start, 0);
}

function sorted(keys: readonly FoundKey[]): readonly FoundKey[] {
	return [...keys].sort((one, other) => one.start - other.start);
}

suite('The search for typed keys', () => {
	test('finds after any edits what a search of the whole text finds', () => {
		const piece = fc.constantFrom(
			'?api_key=abc123',
			'&x=1',
			'\n',
			'GET crm/lead',
			'stored-secret',
			'### a\n',
			'api_',
			'k',
		);
		const edit = fc.record({
			at: fc.nat(),
			length: fc.nat({ max: 12 }),
			text: fc.array(piece, { maxLength: 3 }).map(pieces => pieces.join('')),
			isSearched: fc.boolean(),
		});
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 30 }), fc.array(edit, { maxLength: 8 }), (pieces, edits) => {
				let text = pieces.join('');
				const searched = new SearchedText(text.length);
				search(searched, text);
				for (const { at, length, text: insertion, isSearched } of edits) {
					const rangeOffset = at % (text.length + 1);
					const rangeLength = Math.min(length, text.length - rangeOffset);
					text = text.slice(0, rangeOffset) + insertion + text.slice(rangeOffset + rangeLength);
					searched.edit({ rangeOffset, rangeLength, text: insertion });
					assert.equal(searched.length, text.length);
					if (isSearched) {
						search(searched, text);
					}
				}
				search(searched, text);
				assert.deepEqual(sorted(searched.found), sorted(keysIn(text)));
			}),
			{ numRuns: 500 },
		);
	});

	test('looks at the lines of an edit only', () => {
		const text = 'GET crm/lead/list?api_key=abc123\n'.repeat(1000);
		const searched = new SearchedText(text.length);
		assert.equal(search(searched, text), text.length);
		searched.edit({ rangeOffset: 16_500, rangeLength: 0, text: 'x' });
		const edited = `${text.slice(0, 16_500)}x${text.slice(16_500)}`;
		assert.ok(search(searched, edited) < 200);
		assert.equal(searched.found.length, 1000);
	});
});
