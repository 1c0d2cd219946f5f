import assert from 'node:assert/strict';
import { pluralForm } from '../../../src/messages/units';

suite('plural forms', () => {
	const items = '{0, plural, one {# item} other {# items}}';
	for (const [count, text] of [
		[0, '0 items'],
		[1, '1 item'],
		[2, '2 items'],
		[21, '21 items'],
		[1204, '1,204 items'],
	] as const) {
		test(`English has two: ${text}`, () => {
			assert.equal(pluralForm(items, count, 'en'), text);
		});
	}

	const russian = '{0, plural, one {# запись} few {# записи} many {# записей} other {# записи}}';
	for (const [count, text] of [
		[1, '1 запись'],
		[3, '3 записи'],
		[5, '5 записей'],
		[11, '11 записей'],
		[21, '21 запись'],
		[1204, '1\u00a0204 записи'],
	] as const) {
		test(`Russian has four: ${text}`, () => {
			assert.equal(pluralForm(russian, count, 'ru'), text);
		});
	}

	test('leave the rest of the text as it is, and may lack the one that the language asks for', () => {
		assert.equal(pluralForm('$(eye) 3 of {1, plural, other {# items}}: {2}', 5, 'ru'), '$(eye) 3 of 5 items: {2}');
		assert.equal(pluralForm('no forms in {0}', 5, 'en'), 'no forms in {0}');
	});
});
