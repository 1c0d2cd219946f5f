import fc from 'fast-check';
import { suite, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { linePositionOf } from '../../../src/json/jsonText';
import { parses, read, validJson } from './jsonTexts';
import { runs } from '../../support/runs';

suite('reading JSON in steps', () => {
	test('accepts exactly what JSON.parse accepts', () => {
		const almostJson = fc
			.tuple(
				fc.json(),
				fc.nat(),
				fc.constantFrom('', ',', '"', '\\', '{', ']', ':', '0', '-', 'e', '.', '\n', '\u00a0'),
			)
			.map(([json, at, damage]) => {
				const index = at % (json.length + 1);
				return json.slice(0, index) + damage + json.slice(index + 1);
			});
		fc.assert(
			fc.property(almostJson, text => {
				assert.equal('bytes' in read(text), parses(text), text);
			}),
			{ numRuns: runs(3000) },
		);
	});

	test('says that every beginning of an object is cut off', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (value, at) => {
				const json = JSON.stringify(value);
				const beginning = Buffer.from(json).subarray(0, at % Buffer.byteLength(json));
				const result = read(beginning.toString('latin1'));
				assert.equal('cutOff' in result && result.cutOff, true);
			}),
		);
	});

	test('gives the same whatever the steps', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: fc.constantFrom('[', ']', '1', ',', ' ') }),
				fc.integer({ min: 1, max: 9 }),
				(text, step) => {
					assert.deepEqual(read(text, step), read(text));
				},
			),
		);
	});

	for (const [text, offset] of [
		['{"a":1', 6],
		['{"a', 3],
		['[tru', 4],
		['"\\u00', 5],
		['', 0],
	] as const) {
		test(`says that ${JSON.stringify(text)} is cut off`, () => {
			assert.deepEqual(read(text), { offset, cutOff: true });
		});
	}

	for (const [text, offset] of [
		['{"a":1,}', 7],
		['[1 2]', 3],
		['[01]', 2],
		['[1.]', 3],
		['["\n"]', 2],
		['["\\x"]', 3],
		['{"a" 1}', 5],
		['{} {}', 3],
		["{'a':1}", 1],
		['[NaN]', 1],
		['\ufeff[]', 0],
	] as const) {
		test(`says where ${JSON.stringify(text)} goes wrong`, () => {
			assert.deepEqual(read(text), { offset, cutOff: false });
		});
	}

	test('knows where large containers end and how much is in them', () => {
		const items = '{"id":1},'.repeat(5000);
		const { large } = validJson(`{"small":[1,2],"items":[${items}0]}`);
		assert.deepEqual(
			[...large],
			[
				[23, { end: 26 + items.length, size: 5001 }],
				[0, { end: 27 + items.length, size: 2 }],
			],
		);
	});

	test('keeps few entries however deep the containers are', () => {
		const depth = 100_000;
		assert.equal(validJson('['.repeat(depth) + ']'.repeat(depth)).large.size, 64);
	});
});

test('a byte has a line and a column as editors count them', () => {
	fc.assert(
		fc.property(fc.string({ unit: fc.constantFrom('a', 'ж', '😀', '\n', '\r\n', '\r') }), text => {
			const bytes = Buffer.from(text);
			const lines = text.split(/\r\n|[\r\n]/u);
			const steps = linePositionOf(bytes, bytes.length);
			let next = steps.next();
			while (next.done !== true) {
				next = steps.next();
			}
			assert.deepEqual(next.value, { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 });
		}),
	);
});
