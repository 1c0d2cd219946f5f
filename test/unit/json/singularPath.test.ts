import fc from 'fast-check';
import { query, type JsonValue } from 'jsonpath-rfc9535';
import { suite, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { singularPath, writtenStep } from '../../../src/json/paths/singularPath';
import { findJsonValue, textAt } from '../../../src/json/values';
import { validJson } from './jsonTexts';

suite('JSONPaths of one value', () => {
	for (const [path, steps] of [
		['$', []],
		['$.response.items[0].id', ['response', 'items', 0, 'id']],
		["$['a b'][-1]", ['a b', -1]],
		['$["a\\"\'b"]', ['a"\'b']],
		["$['a\"\\'b']", ['a"\'b']],
		["$['\\u007Bx\\\\']", ['{x\\']],
		['$ [ 0 ] .a', [0, 'a']],
		['$.имя_1', ['имя_1']],
		['$..id', undefined],
		['$.items[*]', undefined],
		['$.items[0,1]', undefined],
		['$.items[01]', undefined],
		['$.items[-0]', undefined],
		['$.', undefined],
		['$x', undefined],
		['x', undefined],
	] as const) {
		test(`${path} leads over ${JSON.stringify(steps)}`, () => {
			assert.deepEqual(singularPath(path), steps);
		});
	}

	test('are written so that they are read as they were', () => {
		const unit = fc.oneof(
			fc.constantFrom('a', '0', '_', ' ', "'", '"', '\\', '{', '}', '\n', '\u0085', 'ж'),
			fc.string(),
		);
		const step = fc.oneof(fc.nat(), fc.string({ unit }));
		fc.assert(
			fc.property(fc.array(step), steps => {
				const path = `$${steps.map(writtenStep).join('')}`;
				assert.deepEqual(singularPath(path), steps);
				assert.doesNotMatch(path, /[{}\p{Cc}]/u);
			}),
		);
	});

	test('find what the library finds', () => {
		const unit = fc.constantFrom('a', 'b', ' ', "'", '"', '\\', '.', '0', 'ж', '{');
		const name = fc.string({ unit, minLength: 1, maxLength: 2 });
		const step = fc.oneof(
			fc.constantFrom('.a', '.b', '.0', '[0]', '[1]', '[-1]', '[00]', ' .a', '.a ', '[ 0 ]'),
			name.map(text => `['${text}']`),
			name.map(text => `["${text}"]`),
			name.map(text => `['${text.replaceAll(/['\\]/gu, '\\$&')}']`),
		);
		const value = fc.jsonValue({ maxDepth: 3, stringUnit: unit });
		const document = fc.oneof(value, fc.dictionary(fc.constantFrom('a', 'b', '0'), fc.array(value)));
		fc.assert(
			fc.property(document, fc.array(step, { maxLength: 3 }), (content, steps) => {
				const path = `$${steps.join('')}`;
				const json = validJson(JSON.stringify(content));
				const found = singularPath(path);
				const span = found && findJsonValue(json, found);
				const expected = queried(content, path);
				assert.deepEqual(
					span === undefined ? [] : [textAt(json.bytes, span)],
					expected?.map(value => JSON.stringify(value)) ?? [],
					path,
				);
			}),
			{ numRuns: 500 },
		);
	});
});

/** Undefined for what is no JSONPath. */
function queried(content: unknown, path: string): readonly JsonValue[] | undefined {
	try {
		return isJson(content) ? query(content, path) : undefined;
	} catch {
		return undefined;
	}
}

function isJson(value: unknown): value is JsonValue {
	return value === null || ['string', 'number', 'boolean', 'object'].includes(typeof value);
}
