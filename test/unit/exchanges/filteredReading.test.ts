import fc from 'fast-check';
import { type JsonValue, query } from 'jsonpath-rfc9535';
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { type Filtered, filterInSteps, responseFilter } from '../../../src/exchanges/filteredReading';
import { type JsonText, readJson } from '../../../src/json/jsonText';
import { textAt } from '../../../src/json/values';

function jsonOf(text: string | Uint8Array): JsonText {
	const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
	const { value } = readJson(bytes, bytes.length + 1).next();
	return value !== undefined && 'bytes' in value ? value : assert.fail('no JSON');
}

/** Parsed whole and in steps, which has to be the same; and in how many steps. */
function filtered(text: string, path: string): Filtered {
	const json = jsonOf(text);
	const { result } = inSteps(json, path);
	const whole = responseFilter(json)(path);
	if (whole.kind !== 'costly') {
		assert.deepEqual(result, whole, path);
	}
	return result;
}

/** The longest step is in milliseconds. */
function inSteps(json: JsonText, path: string): { readonly result: Filtered; readonly count: number } {
	const steps = filterInSteps(json, path);
	for (let count = 0; ; count++) {
		const { done, value } = steps.next();
		if (done === true) {
			return { result: value, count };
		}
	}
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
		['$.response.items[?@.id == $.response.items[1].id].id', '[1.50]'],
		['$.response[*][0:1].id', '[12345678901234567890]'],
		['$.response.items[1:][0:1]', '[]'],
		['$.response.items[1:].b[1:]', '[2]'],
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
		const paths = [
			...['$..*', '$[*]', '$..a', '$[?@.a]', '$..[0]', '$[::-1]', '$..[?@ > 1]', "$['a','b']"],
			...['$.a[*]', '$[0][*]..a', '$[1:3]', '$[*][*]', '$[?@[0] || @.a].*', '$[2:].a', '$[-2:]', '$[0,1]'],
		];
		fc.assert(
			fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom(...paths), (text, path) => {
				const values: unknown = JSON.parse(found(text, path));
				// RFC 9535 leaves the order of some open.
				assert.deepEqual(sorted(values), sorted(query(JSON.parse(text) as JsonValue, path)));
			}),
			{ numRuns: 500 },
		);
	});

	const record = '{"id":1,"active":1,"name":"Müller","fields":[{"cf":"a"},{"cf":"b"}]}';
	const large = jsonOf(`{"response":{"items":[${`${record},`.repeat(160_000)}{"id":2,"active":0}]}}`);

	test('looks through a response of 11 MB in many steps, and shows as much as one can look at', () => {
		for (const [path, count, shown] of [
			['$.response.items[?@.active == 0].id', 1, 1],
			['$.response.items[*].fields[?@.cf == "b"].cf', 160_000, 160_000],
			['$.response.items[*]', 160_001, 144_927],
			['$.response.items[160000:].active', 1, 1],
			['$.response.items[-1].id', 1, 1],
		] as const) {
			const { result, count: steps } = inSteps(large, path);
			assert.ok(result.kind === 'found', path);
			assert.deepEqual([result.count, result.places.length], [count, shown], path);
			assert.ok(steps > 150 || path.includes('[-1]'), `${steps} steps of ${path}`);
		}
	}).timeout(60_000);

	test('does not parse such a response whole for other paths', () => {
		assert.equal(inSteps(large, '$..id').result.kind, 'costly');
		assert.equal(inSteps(large, '$.response.items[?@.id == $.response.id]').result.kind, 'costly');
		assert.equal(inSteps(large, '$..[').result.kind, 'noPath');
	});

	test('gives up where a path takes too much work, or the text is deep', () => {
		const deep = `${'['.repeat(500)}${']'.repeat(500)}`;
		assert.equal(found(deep, '$..*..*..*'), 'costly');
		assert.equal(found(deep, '$[0][0]..[-1][5]'), '[]');
		assert.equal(found(`[${'[1],'.repeat(130_000)}1]`, '$[*][0]').length, 260_001);
	});
});
