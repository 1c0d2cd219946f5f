import fc from 'fast-check';
import { type JsonValue, query } from 'jsonpath-rfc9535';
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { type Filtered, responseFilter } from '../../../src/exchanges/filteredReading';
import { readJson } from '../../../src/json/jsonText';
import { textAt } from '../../../src/json/values';

function filtered(text: string, path: string): Filtered {
	const bytes = new TextEncoder().encode(text);
	const { value } = readJson(bytes, bytes.length + 1).next();
	return value !== undefined && 'bytes' in value ? responseFilter(value)(path) : assert.fail('no JSON');
}

function found(text: string, path: string): string {
	const result = filtered(text, path);
	return result.kind === 'found'
		? textAt(result.reading.utf8, { start: 0, end: result.reading.utf8.length })
		: result.kind;
}

function sorted(values: unknown): readonly string[] {
	return Array.isArray(values) ? values.map(value => JSON.stringify(value)).sort() : assert.fail('no list');
}

suite('a filter of a response', () => {
	const list = '{"response":{"items":[{"id":12345678901234567890,"a":"\\u00e4"},{"id":1.50,"a":null},{"b":[1,2]}]}}';

	for (const [path, expected] of [
		['$.response.items[*].id', '[12345678901234567890,1.50]'],
		['$.response.items[?@.a == null].id', '[1.50]'],
		['$..a', '["\\u00e4",null]'],
		['$.response.items[-1:]', '[{"b":[1,2]}]'],
		['$..b[1,0]', '[2,1]'],
		['$.response.items[0,0].id', '[12345678901234567890,12345678901234567890]'],
		['$.nothing', '[]'],
		['$', `[${list}]`],
		['response', 'noPath'],
		['', 'noPath'],
	] as const) {
		test(`${path} finds the values as they came`, () => {
			assert.equal(found(list, path), expected);
		});
	}

	test('finds the last of duplicate names', () => {
		assert.equal(found('{"a":{"b":1},"a":{"b":2,"b":3}}', '$.a.b'), '[3]');
	});

	test('finds what a library finds', () => {
		const paths = ['$..*', '$[*]', '$..a', '$[?@.a]', '$..[0]', '$[::-1]', '$..[?@ > 1]', "$['a','b']"];
		fc.assert(
			fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom(...paths), (text, path) => {
				const values: unknown = JSON.parse(found(text, path));
				// RFC 9535 leaves the order of some open.
				assert.deepEqual(sorted(values), sorted(query(JSON.parse(text) as JsonValue, path)));
			}),
			{ numRuns: 500 },
		);
	});

	test('gives up where a path takes too much work, or the text is deep', () => {
		const deep = `${'['.repeat(500)}${']'.repeat(500)}`;
		assert.equal(found(deep, '$..*..*..*'), 'costly');
		assert.equal(found(deep, '$[0][0]..[-1][5]'), '[]');
		assert.equal(found(`[${'[1],'.repeat(130_000)}1]`, '$[*][0]').length, 260_001);
	});
});
