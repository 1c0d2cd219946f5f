import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { sortRows } from '../../../../src/records/table/rowOrder';
import { filterRows } from '../../../../src/records/table/rowFilter';
import { done, rowsOf } from './tableRows';

suite('sorting and finding in a table', () => {
	function sorted(values: readonly unknown[], direction: 'ascending' | 'descending' = 'ascending'): readonly unknown[] {
		const rows = rowsOf(JSON.stringify(values.map(value => ({ value }))));
		const order = done(sortRows(rows, Uint32Array.from(values.keys()), { column: 0, direction }));
		return [...order].map(row => values[row]);
	}

	test('is by number where all are numbers, as text or not, whatever their digits', () => {
		assert.deepEqual(sorted(['10', 9, '-1.50', 1e3]), ['-1.50', 9, '10', 1000]);
		assert.deepEqual(sorted(['9007199254740993', '9007199254740992']), ['9007199254740992', '9007199254740993']);
	});

	test('is as people sort where some are none, with what is empty behind either way', () => {
		assert.deepEqual(sorted(['b', '', 'Ä', 'a10', null, 'a9']), ['Ä', 'a9', 'a10', 'b', '', null]);
		assert.deepEqual(sorted(['b', '', 'a'], 'descending'), ['b', 'a', '']);
		const dates = ['2026-01-02', '0000-00-00', '2025-12-31', '0000-00-00 00:00:00'];
		assert.deepEqual(sorted(dates), ['2025-12-31', '2026-01-02', '0000-00-00', '0000-00-00 00:00:00']);
		assert.deepEqual(sorted(['0000-00-00', 7]), [7, '0000-00-00']);
	});

	test('keeps the order of equals, as the built-in sort does, over many rows', () => {
		const values = Array.from({ length: 5000 }, (_, index) => ({ key: (index * 7919) % 50, index }));
		const rows = rowsOf(JSON.stringify(values));
		const order = done(sortRows(rows, Uint32Array.from(values.keys()), { column: 0, direction: 'ascending' }));
		const expected = values.toSorted((one, other) => one.key - other.key).map(({ index }) => index);
		assert.deepEqual([...order], expected);
	});

	function found(
		everywhere: string,
		byColumn: Readonly<Record<number, string>> = {},
		rows = rowsOf(
			'[{"id":1,"name":"Office","due":"2026-01-31","n":"10.50"},{"id":2,"name":"","due":"2026-02-01","n":9},{"id":3,"due":null}]',
		),
	): readonly number[] {
		const filters = new Map(Object.entries(byColumn).map(([column, text]) => [Number(column), text]));
		const meaning = (text: string, column: number) => (column === 3 && text === '9' ? 'Zoë Müller' : undefined);
		return [...done(filterRows(rows, { everywhere, byColumn: filters }, [0, 1, 2, 3], meaning))].map(row => row + 1);
	}

	test('looks in all columns, in capitals or not', () => {
		assert.deepEqual([found('OFF'), found('2026'), found('nothing'), found(' ')], [[1], [1, 2], [], [1, 2, 3]]);
	});

	test('takes conditions for a column', () => {
		const conditions: readonly (readonly [column: number, text: string, rows: readonly number[]])[] = [
			[1, '=', [2, 3]],
			[1, '!=', [1]],
			[3, '>9', [1]],
			[3, '>= 9', [1, 2]],
			[3, '=10.5', [1]],
			[3, '≠ 9.0', [1, 3]],
			[2, '< 2026-02', [1]],
			[2, '<=2026-02-01', [1, 2]],
			[1, 'fic', [1]],
			[3, '<', [1, 2, 3]],
		];
		for (const [column, text, rows] of conditions) {
			assert.deepEqual(found('', { [column]: text }), rows, text);
		}
		assert.deepEqual(found('2026', { 3: '<10' }), [2]);
	});

	test('finds what a value means, which is seen beside it', () => {
		assert.deepEqual(
			[found('zoë'), found('9 Z'), found('', { 3: 'MÜLLER' }), found('', { 3: '= Zoë' })],
			[[2], [2], [2], []],
		);
	});

	test('takes a date that is not set for none, and a day for all of its moments', () => {
		const rows = () =>
			rowsOf('[{"at":"2026-01-31 10:00:00"},{"at":"2026-02-01 00:00:00"},{"at":"0000-00-00 00:00:00"},{"at":""}]');
		const conditions: readonly (readonly [text: string, rows: readonly number[]])[] = [
			['=', [3, 4]],
			['!=', [1, 2]],
			['< 2027-01-01', [1, 2]],
			['<= 2026-01-31', [1]],
			['< 2026-01-31', []],
			['> 2026-01-31', [2]],
			['>= 2026-02-01', [2]],
			['= 2026-01-31', [1]],
			['> 2026-01-31 09:00', [1, 2]],
			['0000', [3]],
		];
		for (const [text, expected] of conditions) {
			assert.deepEqual(found('', { 0: text }, rows()), expected, text);
		}
	});
});
