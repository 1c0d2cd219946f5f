import assert from 'node:assert/strict';
import { textAt } from '../../../src/json/values';
import { listItems } from '../../../src/records/listItems';
import { jsonOf } from '../../support/pagedList';

/** `id text` of each item. */
function items(text: string): string[] {
	const json = jsonOf(text);
	return Array.from(listItems(json), ({ id, ...span }) => `${id ?? '-'} ${textAt(json.bytes, span)}`);
}

suite('items of a list response', () => {
	test('are cut out as they came, with the id each has', () => {
		assert.deepEqual(
			items(
				'{"response":{"total":3,"items":[ {"id":9007199254740993,"p":1.50} , {"a":{"id":5},"id":"7"},{"name":"ü\\u00e9"}]}}',
			),
			['9007199254740993 {"id":9007199254740993,"p":1.50}', '7 {"a":{"id":5},"id":"7"}', '- {"name":"ü\\u00e9"}'],
		);
	});

	test('may be the response itself, and anything', () => {
		assert.deepEqual(
			items('{"response":[1,[{"id":2}],"x",{},{"id":null},{"id":""},{"id":{"id":3}},{"id":1,"id":2}]}'),
			[
				'- 1',
				'- [{"id":2}]',
				'- "x"',
				'- {}',
				'- {"id":null}',
				'- {"id":""}',
				'- {"id":{"id":3}}',
				'2 {"id":1,"id":2}',
			],
		);
	});

	test('are none where there is no list', () => {
		for (const text of [
			'[]',
			'{}',
			'7',
			'{"response":{}}',
			'{"response":{"items":{"id":1}}}',
			'{"response":{"items":[]}}',
		]) {
			assert.deepEqual(items(text), [], text);
		}
	});
});
