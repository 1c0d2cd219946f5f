import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { shownFieldAt } from '../../../src/exchanges/shownField';

/** @param value is shown as VS Code shows a response; `needle` is what the pointer is on */
function told(value: unknown, needle: string, isList: boolean): string | undefined {
	const lines = JSON.stringify(value, undefined, 2).split('\n');
	const line = lines.findIndex(text => text.includes(needle));
	const character = (lines[line] ?? '').indexOf(needle);
	const field = shownFieldAt(number => lines[number] ?? '', { line, character, isList });
	return field && `${field.name}=${field.value} ${(lines[line] ?? '').slice(field.start, field.end)}`;
}

suite('Fields of a response that is shown', () => {
	const record = { id: 7, name: 'A "deal", won', active: '3', tags: [1], owner: { phone: '1' } };
	const page = { response: { total: 2, items: [{ id: 1, nested: { deep: 1 } }, record] } };

	test('are those of its records, with their values', () => {
		assert.equal(told(page, 'active', true), 'active=3 "active": "3"');
		assert.equal(told(page, '"3"', true), 'active=3 "active": "3"');
		assert.equal(told({ response: record }, '7', false), 'id=7 "id": 7');
		assert.equal(told({ response: record }, 'name', false), 'name=A \\"deal\\", won "name": "A \\"deal\\", won"');
		assert.equal(told({ response: record }, 'tags', false), 'tags= "tags": [');
		assert.equal(told({ response: { items: record } }, '"id"', false), 'id=7 "id": 7');
	});

	test('are none of the page, of objects within a record, of an error and of other texts', () => {
		assert.equal(told(page, 'total', true), undefined);
		assert.equal(told(page, 'deep', true), undefined);
		assert.equal(told({ response: record }, 'phone', false), undefined);
		assert.equal(told({ error: { id: 1 } }, '"id"', false), undefined);
		assert.equal(told([record], '"id"', true), undefined);
		assert.equal(told(page, '{', true), undefined);
		const minified = JSON.stringify(page);
		assert.equal(
			shownFieldAt(() => minified, { line: 0, character: 30, isList: true }),
			undefined,
		);
	});
});
