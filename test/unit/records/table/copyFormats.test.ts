import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { singularPath } from '../../../../src/json/paths/singularPath';
import { findJsonValue, textAt } from '../../../../src/json/values';
import { buildRequest } from '../../../../src/http/build/request';
import { parseDocument } from '../../../../src/http/document/parse';
import { copyText, type CopyFormat } from '../../../../src/records/table/copyFormats';
import { updateSnippet } from '../../../../src/features/table/requests/updateSnippet';
import { recordRequest } from '../../../../src/records/table/recordRequest';
import { valuePath } from '../../../../src/records/table/valuePath';
import { fixedContext } from '../../../support/fixedContext';
import { validJson } from '../../json/jsonTexts';
import { done, rowsOf } from './tableRows';

suite('copying from a table', () => {
	function copied(format: CopyFormat): string {
		const rows = rowsOf(
			String.raw`[{"id":1,"na|me":"a \"b\"","n":1.50},{"id":2,"na|me":"x\ny,\t=1+1"},{"na|me":null,"id":3}]`,
		);
		const columns = [0, 1, 2];
		const cells = [0, 1, 2].map(row => columns.map(column => rows.cell(row, column)));
		return done(copyText(format, { names: rows.columns.map(({ name }) => name), rows: cells }));
	}

	test('is for a spreadsheet what RFC 4180 says', () => {
		assert.equal(copied('tsv'), '1\t"a ""b"""\t1.50\n2\t"x\ny,\t=1+1"\t\n3\t\t');
		assert.equal(copied('csv'), 'id,na|me,n\r\n1,"a ""b""",1.50\r\n2,"x\ny,\t=1+1",\r\n3,,\r\n');
	});

	test('is JSON with each value as it came, and a table in Markdown', () => {
		assert.equal(
			copied('json'),
			String.raw`[
{ "id": 1, "na|me": "a \"b\"", "n": 1.50 },
{ "id": 2, "na|me": "x\ny,\t=1+1" },
{ "id": 3, "na|me": null }
]`,
		);
		assert.equal(
			copied('markdown'),
			'| id | na\\|me | n |\n| --- | --- | --- |\n| 1 | a "b" | 1.50 |\n| 2 | x<br>y,\t=1+1 |  |\n| 3 |  |  |',
		);
	});

	test('makes no formula', () => {
		const rows = rowsOf('[{"a":"=1+1","b":-5}]');
		const cells = [[rows.cell(0, 0), rows.cell(0, 1)]];
		assert.equal(done(copyText('csv', { names: ['a', 'b'], rows: cells })), "a,b\r\n'=1+1,-5\r\n");
		assert.equal(done(copyText('csv', { names: ['=a', 'b'], rows: cells })), "'=a,b\r\n'=1+1,-5\r\n");
		assert.equal(done(copyText('tsv', { names: ['a', 'b'], rows: cells })), "'=1+1\t-5");
	});

	test('gives the path of a value, and the request of a record only where both are spelled as they are', () => {
		const items = String.raw`[{"cf_1": 5, "a'b\n": 1, "value" : 2}, 7, {"customfields": [0, {"id": 3, "value": 9}]}]`;
		const rows = rowsOf(items);
		for (const [row, name, steps, value] of [
			[0, 'cf_1', '[0].cf_1', '5'],
			[0, "a'b\n", String.raw`[0]['a\'b\u000A']`, '1'],
			[0, 'value', '[0].value', '2'],
			[1, 'value', '[1]', '7'],
			[2, 'customfields', '[2].customfields', '[0, {"id": 3, "value": 9}]'],
			[2, 'cf_3', '[2].customfields[1].value', '9'],
		] as const) {
			const path = valuePath('$.response.items', rows, row, rows.columnOf(name));
			assert.equal(path, `$.response.items${steps}`);
			const json = validJson(`{"response": {"items": ${items}}}`);
			const found = findJsonValue(json, singularPath(path) ?? []);
			assert.equal(found && textAt(json.bytes, found), value);
		}
		assert.equal(valuePath('$.response', rows, 3, undefined), '$.response[3]');
		assert.equal(
			recordRequest({ entity: 'crm/lead', id: '7' }, ['# @key Import']),
			'### crm/lead 7\n# @key Import\nGET crm/lead/get/7\n',
		);
		for (const id of ['', '0', '1/../../delete/2', '1?x=', '-1', '7\nGET crm/lead/delete/7', 'a']) {
			assert.equal(recordRequest({ entity: 'crm/lead', id }, []), undefined, id);
		}
		assert.equal(recordRequest({ entity: 'crm/lead/delete', id: '7' }, []), undefined);
	});

	test('gives the request that changes fields, which sends their values as they are', () => {
		const values = ['Müller & Sons, 50 % = {{x}} $1 }', ' two\nlines ', '2026-03-01', '', '+49 100%25'];
		const fields = [...values.map((value, index) => ({ name: `cf_${index}`, value })), { name: 'a\n###\n&b' }];
		const snippet = updateSnippet({ entity: 'crm/lead', id: '7' }, fields, ['# @key Im$port']) ?? '';
		const text = snippet.replace(/\$\{\d+:((?:\\.|[^\\}])*)\}/gu, '$1').replace(/\\([\\$}])/gu, '$1');
		assert.ok(text.startsWith('### crm/lead 7: update\n# @key Im$port\nPOST crm/lead/update/7\n\ncf_0=Müller '), text);
		const [block, ...others] = parseDocument(text).blocks;
		assert.ok(block);
		assert.deepEqual([others, block.problems, block.body?.kind], [[], [], 'form']);
		const built = buildRequest(parseDocument(text), block, { ...fixedContext, files: new Map() });
		const sent = new URLSearchParams('request' in built ? String(built.request.body) : '');
		assert.deepEqual([...sent.values()], [...values, '']);
		assert.equal([...sent.keys()].at(-1), 'a\n###\n&b');
		assert.equal(updateSnippet({ entity: 'crm/lead', id: '7/../../delete/2' }, fields, []), undefined);
	});
});
