import fc from 'fast-check';
import { suite, test } from 'mocha';
import * as assert from 'node:assert/strict';
import {
	compactJson,
	findJsonValue,
	membersOf,
	sizeOfContainer,
	textAt,
	wholeValue,
	type JsonStep,
} from '../../../src/json/values';
import { spaced, spacing, trickyUnit, validJson } from './jsonTexts';

suite('findJsonValue', () => {
	for (const [title, text, path] of [
		['a text', '{"error": «"validation"»}', ['error']],
		['a number', '{"error": {"error_code": «21», "error_msg": "x"}}', ['error', 'error_code']],
		['an object', '{"a": 1, "error": «{"error_code": [{}], "b": {"c": 1}}», "d": {}}', ['error']],
		['an array', '{"details": {"name": «["one", {"name": 2}]»}}', ['details', 'name']],
		['an element', '[[1, 2], [3, «4.0»]]', [1, 1]],
		['an element from the end', '[[1, 2], [«3», 4]]', [-1, -2]],
		['nothing before the first element', '[1]', [-2]],
		['nothing behind the last element', '[1]', [1]],
		['the last of duplicate keys', '{"a": 1, "a": «2»}', ['a']],
		['nothing in what a duplicate key replaced', '{"a": {"b": 1}, "a": {}}', ['a', 'b']],
		['the whole', ' «[1, 2]» ', []],
		['no key of an array', '{"a": [{"b": 1}], "a2": {"b": 1}}', ['a', 'b']],
		['no index of an object', '{"0": 1}', [0]],
		['no key of the wrong depth', '{"x": {"error": 1}}', ['error']],
		['an escaped key', '{"na\\u006de": «"a \\" ] }"»}', ['name']],
		['no value that looks like a key', '{"b": "a", "a" : «true»}', ['a']],
	] as const) {
		test(`finds ${title}`, () => {
			const plain = text.replace(/[«»]/gu, '');
			const found = findJsonValue(validJson(plain), path);
			const marked =
				found && `${plain.slice(0, found.start)}«${plain.slice(found.start, found.end)}»${plain.slice(found.end)}`;
			assert.equal(marked ?? plain, text);
		});
	}

	test('finds every value that JSON.parse gives, in texts of any size', () => {
		const padding = 'x'.repeat(20_000);
		fc.assert(
			fc.property(
				fc.jsonValue({ maxDepth: 4, stringUnit: trickyUnit }),
				spacing(),
				fc.boolean(),
				(value, space, isLarge) => {
					// A large neighbour makes its container one that is passed over by its entry.
					const whole = isLarge ? [{ padding, value }] : [value];
					const text = JSON.stringify(whole);
					const json = validJson(spaced(text, space));
					for (const [path, expected] of pathsOf(JSON.parse(text), [])) {
						const span = findJsonValue(json, path);
						assert.deepEqual(span && JSON.parse(textAt(json.bytes, span)), expected, JSON.stringify(path));
					}
				},
			),
		);
	});

	test('counts what is in a container', () => {
		fc.assert(
			fc.property(fc.array(fc.jsonValue()), spacing(), (values, space) => {
				const json = validJson(spaced(JSON.stringify(values), space));
				assert.equal(sizeOfContainer(json, wholeValue(json)), values.length);
				assert.equal([...membersOf(json, wholeValue(json))].length, values.length);
			}),
		);
	});

	test('writes a value in one line and loses nothing', () => {
		const parts = ['1.0', '1e400', '-0', '9007199254740993123', '"\\u0041\\/\\ud83d"', '{"a":1,"a":2,"10":3,"9":4}'];
		const json = validJson(`[ ${parts.join(' ,\n ').replaceAll(':', ' : ')} ]`);
		assert.equal(compactJson(json, wholeValue(json)), `[${parts.join(',')}]`);
		fc.assert(
			fc.property(fc.json({ stringUnit: trickyUnit }), spacing(), (text, space) => {
				const one = validJson(spaced(text, space));
				assert.equal(compactJson(one, wholeValue(one)), JSON.stringify(JSON.parse(text)));
			}),
		);
	});

	test('passes over 100,000 brackets', () => {
		const depth = 100_000;
		const json = validJson(`[${'['.repeat(depth)}${']'.repeat(depth)},"behind"]`);
		const span = findJsonValue(json, [1]);
		assert.equal(span && textAt(json.bytes, span), '"behind"');
	});
});

/** Every path into a value, with what is there. */
function* pathsOf(value: unknown, path: readonly JsonStep[]): Generator<readonly [readonly JsonStep[], unknown]> {
	yield [path, value];
	if (Array.isArray(value)) {
		for (const [index, element] of value.entries()) {
			yield* pathsOf(element, [...path, index]);
		}
	} else if (typeof value === 'object' && value !== null) {
		for (const [name, member] of Object.entries(value)) {
			yield* pathsOf(member, [...path, name]);
		}
	}
}
