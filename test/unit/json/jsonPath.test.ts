import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'mocha';
import { firstByJsonPath } from '../../../src/json/paths/jsonPath';
import { TooMuchWork, WorkBudget } from '../../../src/json/workBudget';

interface ComplianceTest {
	readonly name: string;
	readonly selector: string;
	readonly document?: unknown;
	readonly result?: readonly unknown[];
	readonly results?: readonly (readonly unknown[])[];
}

/** The suite of the RFC's authors, as the library ships it. */
const { tests } = JSON.parse(
	readFileSync('node_modules/jsonpath-rfc9535/src/__tests__/jsonpath-compliance-test-suite/cts.json', 'utf8'),
) as { readonly tests: readonly ComplianceTest[] };

function first(value: unknown, path: string, units = 1_000_000): unknown {
	const steps = firstByJsonPath(value, path, new WorkBudget(units));
	return steps?.reduce<unknown>(
		(at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
		value,
	);
}

suite('JSONPath', () => {
	test(`finds what ${tests.length} tests of RFC 9535 expect`, () => {
		for (const { name, selector, document, result, results = result === undefined ? [] : [result] } of tests) {
			const found = first(document, selector);
			if (results.length === 0) {
				// The library takes some paths that the RFC forbids.
				continue;
			}
			const expected = results.map(([value]) => value);
			assert.ok(
				expected.some(value => JSON.stringify(value) === JSON.stringify(found)),
				`${name}: ${selector} found ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`,
			);
		}
	});

	const ten = '[0,0,0,0,0,0,0,0,0,0]';
	test('finds the first of ten million without the others', () => {
		assert.equal(first([[[[[[[1]]]]]]], `$${ten.repeat(7)}`, 10_000), 1);
	});

	for (const [what, value, path] of [
		['ten million nodes that a filter refuses', [[[[[[[1]]]]]]], `$${ten.repeat(7)}[?@ == 2]`],
		['ten million nodes that lead nowhere', [[[[[[[1]]]]]]], `$${ten.repeat(7)}.a`],
		['descendants of descendants', nested(2000), '$..[*]..[*]..[*].c'],
		['filters within filters', Array.from({ length: 500 }, (_, id) => ({ id })), '$[?$[?$[?@.id == -1]]]'],
		['texts that are compared again and again', Array(3000).fill('x'.repeat(3000)), '$[?$[?@ < "x"]]'],
	] as const) {
		test(`gives up: ${what}`, () => {
			assert.throws(() => first(value, path), TooMuchWork);
		});
	}

	test('follows all ways of an expression at once', () => {
		const value = [{ n: `${'a'.repeat(5000)}b` }];
		assert.equal(first(value, "$[?search(@.n, '^(a+)+$')]"), undefined);
		assert.equal(first(value, "$[?match(@.n, '(a*)*(a|aa)*c')]"), undefined);
		assert.deepEqual(first(value, "$[?match(@.n, '(a+)+b')]"), value[0]);
	});

	test('takes no expression that is larger than anybody writes', () => {
		assert.equal(first(['a'], "$[?search(@, '((a{9}){99}){99}')]"), undefined);
		assert.equal(first(['a'], '$[?search(@, $[0])]'), 'a');
	});

	test('compares with the element of a list', () => {
		assert.equal(first([1, [2], 2], '$[?@ == $[1][0]]'), 2);
		assert.equal(first([1, { a: 2 }, 2], "$[?@ == $[1]['a']]"), 2);
	});

	test('is as deep as a text', () => {
		assert.equal(first(nested(100_000), '$..b', 10_000_000), 1);
		assert.notEqual(first([nested(50_000), nested(50_000)], '$[?@ == $[1]]', 10_000_000), undefined);
	});

	test('is no longer than anybody writes', () => {
		assert.equal(first({ a: [1] }, `$.a[?${'('.repeat(100)}@ == 1${')'.repeat(100)}]`), 1);
		assert.equal(first({ a: [1] }, `$.a[?${'('.repeat(600)}@ == 1${')'.repeat(600)}]`), undefined);
	});
});

function nested(depth: number): unknown {
	let value: unknown = { b: 1 };
	for (let level = 0; level < depth; level++) {
		value = level % 2 === 0 ? [value] : { a: value };
	}
	return value;
}
