import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import type { JsonText } from '../../../../src/json/jsonText';
import { findJsonValue } from '../../../../src/json/values';
import { createRedactor } from '../../../../src/net/redaction/redact';
import { Secret } from '../../../../src/net/redaction/secret';
import { redactedItems } from '../../../../src/records/table/redactedItems';

const canary = 'canary"1234567890';
const numeric = '8675309867';

suite('the records that a table gets', () => {
	const redactor = createRedactor();
	redactor.add(new Secret(canary));
	redactor.add(new Secret(numeric));

	function items(list: string): readonly string[] {
		const json: JsonText = { bytes: new TextEncoder().encode(`{"response":{"items":${list}}}`), large: new Map() };
		const span = findJsonValue(json, ['response', 'items']);
		assert.ok(span);
		return Array.from(redactedItems(json, span, redactor), piece => new TextDecoder().decode(piece));
	}

	test('are the bytes as they came where nothing is secret', () => {
		const list = String.raw`[{"id": 1e2, "name":"M\u00fcller"} , {"id":2}]`;
		assert.deepEqual(items(list), [list]);
		assert.deepEqual(items('[]'), []);
	});

	test('have no secret in a value, a name or a number, however it is written, and are JSON', () => {
		const hidden = [
			{ note: `my key is ${canary}!`, other: '9007199254740993' },
			{ [canary]: 1 },
			{ note: Number(numeric) },
			{ deep: [{ note: [Number(numeric), 'kept'] }] },
			{ note: encodeURIComponent(canary) },
			{ note: btoa(`x ${canary} x`) },
			{ api_key: 'abcdef0123456789abcdef' },
		];
		const text = items(JSON.stringify(hidden)).join();
		const read: unknown = JSON.parse(text);
		assert.ok(Array.isArray(read) && read.length === hidden.length);
		for (const secret of [
			canary,
			JSON.stringify(canary).slice(1, -1),
			numeric,
			encodeURIComponent(canary),
			'abcdef0123456789',
		]) {
			assert.ok(!text.includes(secret), secret);
		}
		assert.match(text, /"my key is •••!","other":"9007199254740993"/u);
		assert.match(text, /"kept"/u);
	});

	test('come in pieces of a few milliseconds', () => {
		const list = JSON.stringify(Array.from({ length: 5000 }, (_, id) => ({ id, name: 'x'.repeat(50) })));
		const pieces = items(list);
		assert.ok(pieces.length > 4);
		assert.equal(pieces.flatMap(piece => JSON.parse(piece) as unknown[]).length, 5000);
	});
});
