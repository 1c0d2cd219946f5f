import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { cellJson, cellKind, cellText } from '../../../../src/records/table/cellText';
import { rowsOf } from './tableRows';

suite('the rows of a table', () => {
	/** Kind and text of every cell of a row. */
	function cells(row: number, ...json: readonly string[]): readonly string[] {
		const rows = rowsOf(...json);
		return rows.columns.map(({ name }, column) => {
			const cell = rows.cell(row, column);
			return `${name} ${cellKind(cell)} ${cellText(cell)}`.trimEnd();
		});
	}

	test('keep every digit and escape, and tell apart what is empty', () => {
		const json = String.raw`[{"id":9007199254740993,"a":1e5,"b":0.10,"c":"M\u00fcller\n","d":null,"e":"","f":{"x": 1},"g":[],"h":true},{"id":2}]`;
		assert.deepEqual(cells(0, json), [
			'id number 9007199254740993',
			'a number 1e5',
			'b number 0.10',
			'c text Müller',
			'd null',
			'e blank',
			'f object {"x": 1}',
			'g list []',
			'h boolean true',
		]);
		assert.deepEqual(cells(1, json).slice(0, 3), ['id number 2', 'a absent', 'b absent']);
		const rows = rowsOf(json);
		assert.equal(cellJson(rows.cell(0, 3)), String.raw`"M\u00fcller\n"`);
	});

	test('may come in pieces, with fields in any order and twice', () => {
		const pieces = ['[{"id":1,"name":"A"},{"name":"B","id":2}]', '[{"id":3,"new":0,"name":"C","name":"D"}]', '[]'];
		const rows = rowsOf(...pieces);
		assert.equal(rows.length, 3);
		assert.deepEqual(
			rows.columns.map(({ name }) => name),
			['id', 'name', 'new'],
		);
		const shown = [0, 1, 2].map(row => [0, 1, 2].map(column => cellText(rows.cell(row, column))).join());
		assert.deepEqual(shown, ['1,A,', '2,B,', '3,D,0']);
	});

	test('have a column for each custom field whose definition comes along', () => {
		const field = (id: number, more: string) => `{"id":${id},"title":"T${id}",${more}}`;
		const json = `[{"id":1,"customfields":[${field(3, '"alias":"","api_use_alias":0,"value":"x"')},${field(4, '"alias":"signed","api_use_alias":1,"value":1')}]}]`;
		const { columns } = rowsOf(json);
		assert.deepEqual(columns, [
			{ name: 'id' },
			{ name: 'customfields' },
			{ name: 'cf_3', title: 'T3' },
			{ name: 'cf_signed', title: 'T4' },
		]);
		assert.deepEqual(cells(0, json).slice(2), ['cf_3 text x', 'cf_signed number 1']);
	});

	test('may be of anything', () => {
		assert.deepEqual(cells(1, '[1,"two",[3],{"a":{}}]'), ['value text two', 'a absent']);
		assert.deepEqual(cells(2, '[1,"two",[3],{"a":{}}]'), ['value list [3]', 'a absent']);
		assert.equal(rowsOf('[]').length, 0);
	});

	test('read 20,000 records in steps that end soon', () => {
		const record = `{${Array.from({ length: 20 }, (_, field) => `"field${field}":"value ${field}"`).join()}}`;
		const bytes = new TextEncoder().encode(`[${Array.from({ length: 20_000 }, () => record).join()}]`);
		const rows = rowsOf();
		let steps = 0;
		for (const steps_ = rows.append(bytes); steps_.next().done !== true;) {
			steps++;
		}
		assert.equal(rows.length, 20_000);
		assert.ok(steps > bytes.length / 300_000, `${steps} steps`);
	});
});
