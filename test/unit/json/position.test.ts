import { suite, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { findJsonValue } from '../../../src/json/position';

suite('findJsonValue', () => {
	for (const [title, text, path] of [
		['a text', '{"error": «"validation"»}', ['error']],
		['a number', '{"error": {"error_code": «21», "error_msg": "x"}}', ['error', 'error_code']],
		['an object', '{"a": 1, "error": «{"error_code": [{}], "b": {"c": 1}}», "d": {}}', ['error']],
		['an array', '{"details": {"name": «["one", {"name": 2}]»}}', ['details', 'name']],
		['the last of duplicate keys', '{"a": 1, "a": «2»}', ['a']],
		['the whole', '«[1, 2]»', []],
		['no key of an array', '{"a": [{"b": 1}], "a2": {"b": 1}}', ['a', 'b']],
		['no key of the wrong depth', '{"x": {"error": 1}}', ['error']],
		['an escaped key', '{"na\\u006de": «"a \\" ] }"»}', ['name']],
		['no value that looks like a key', '{"b": "a", "a" : «true»}', ['a']],
	] as const) {
		test(`finds ${title}`, () => {
			const plain = text.replace(/[«»]/gu, '');
			const found = findJsonValue(plain, path);
			const marked =
				found && `${plain.slice(0, found.start)}«${plain.slice(found.start, found.end)}»${plain.slice(found.end)}`;
			assert.equal(marked ?? plain, text);
		});
	}
});
