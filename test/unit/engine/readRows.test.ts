import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { namedRows, readRowTable } from '../../../src/engine/rows/readRows';
import { Random } from '../../support/random';
import { anyValue } from '../../support/valuePlaces';
import { runs } from '../../support/runs';

/** The rows of a file by their columns, or why it is refused. */
async function read(path: string, content: string | Uint8Array, key?: string): Promise<unknown> {
	const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
	const table = await readRowTable(bytes, path);
	return 'code' in table
		? `${table.code} ${table.detail}`.trimEnd()
		: namedRows(table, key).map(({ name, values }) => ({ name, ...Object.fromEntries(values) }));
}

suite('a file of rows', () => {
	for (const [path, content] of [
		['a.csv', 'id,title\n1,A\n2,B\n'],
		['a.csv', '\ufeffid,title\r\n1,A\r\n\r\n2,B'],
		['a.csv', 'sep=;\r\nid;title\r\n1;A\r\n2;B\r\n'],
		['a.CSV', '"id";"title"\n1;"A"\n"2";B\n\n'],
		['a.csv', ' id |title \r1|A\r2|B\r'],
		['a.tsv', 'id\ttitle\n1\tA\n2\tB\n'],
		['a.json', '[{"id": 1, "title": "A"},\n{"title": "B", "id": "2"}]'],
		['a.ndjson', '{"id":1,"title":"A"}\r\n\n{"id":2,"title":"\\u0042"}'],
		['dir.x/a.jsonl', '\ufeff{"id":"1","title":"A"}\n{"id":2,"title":"B"}\n'],
	] as const) {
		test(`is read: ${JSON.stringify([path, content])}`, async () => {
			assert.deepEqual(await read(path, content), [
				{ name: '1', id: '1', title: 'A' },
				{ name: '2', id: '2', title: 'B' },
			]);
		});
	}

	test('gives every value as the text that it is', async () => {
		const texts = ['007', '1e5', '90071992547409931234', '-0', '0.10', ' a ', 'true', '=1+1', '{{v}}', ''];
		assert.deepEqual(
			await read('a.csv', `v,last\n${texts.map(text => `${text},x`).join('\n')}`),
			texts.map((v, index) => ({ name: String(index + 1), v, last: 'x' })),
		);
		assert.deepEqual(
			await read('a.json', '[{"a": 90071992547409931234, "b": 1.50e3, "c": null, "d": true, "e": {"f": [1.0, 2]}}]'),
			[{ name: '1', a: '90071992547409931234', b: '1.50e3', c: '', d: 'true', e: '{"f":[1.0,2]}' }],
		);
	});

	test('calls its rows by the key column, and by their number where that is empty', async () => {
		assert.deepEqual(await read('a.csv', 'k,v\nA,1\n,2\n', 'k'), [
			{ name: 'A', k: 'A', v: '1' },
			{ name: '2', k: '', v: '2' },
		]);
	});

	test('calls no two rows the same', async () => {
		assert.deepEqual(await read('a.csv', 'k\nA\nA\nA (2)\n5\n""\nA\n', 'k'), [
			...[
				['A', 'A'],
				['A (2)', 'A'],
				['A (2) (3)', 'A (2)'],
				['5', '5'],
				['5 (5)', ''],
				['A (6)', 'A'],
			].map(([name, k]) => ({ name, k })),
		]);
	});

	for (const [why, path, content] of [
		['rowFileFormat', 'a.xlsx', 'id\n1'],
		['rowFileFormat', 'rows', 'id\n1'],
		['rowFileEncoding', 'a.csv', Uint8Array.of(0x69, 0x64, 0x0a, 0xe9)],
		['rowFileEncoding', 'a.csv', Uint8Array.of(0xff, 0xfe, 0x69, 0, 0x0a, 0)],
		['noRows', 'a.csv', ''],
		['noRows', 'a.csv', 'id,name\n'],
		['noRows', 'a.json', '[]'],
		['emptyColumn 2', 'a.csv', 'id, ,name\n1,2,3'],
		['repeatedColumn id', 'a.csv', 'id,name,id\n1,2,3'],
		['repeatedColumn id', 'a.json', '[{"id":1,"id":2}]'],
		['columnName First name', 'a.csv', 'First name\nA'],
		['columnName a.response.body', 'a.csv', 'a.response.body\nA'],
		['columnName $guid', 'a.csv', '$guid\nA'],
		['rowWithoutCells 3', 'a.csv', 'id,name\n1,2\n3\n'],
		['rowWithoutCells 4', 'a.csv', 'id,name\n"a\nb",2\n1,2,3\n'],
		['rowWithoutCells 3', 'a.csv', 'sep=,\nid,name\n1\n'],
		['rowWithoutCells 2', 'a.json', '[{"id":1},\n{"name":2}]'],
		['rowWithoutCells 2', 'a.ndjson', '{"é":1}\n{"é":1,"a":2}'],
		['rowFileSyntax 2', 'a.csv', 'id,name\n1,"A\n2,B\n'],
		['rowFileSyntax 2', 'a.ndjson', '{"id":1}\n{"id":}'],
		['rowFileSyntax 1', 'a.json', '{"id":1}'],
		['rowFileSyntax 2', 'a.json', '[{"id":1},\n7]'],
		['tooManyRows 10000', 'a.csv', `id\n${'1\n'.repeat(10_001)}`],
		['tooManyRows 10000', 'a.ndjson', '{"id":1}\n'.repeat(10_001)],
		['fileTooLarge', 'a.csv', new Uint8Array(20_000_001)],
	] as const) {
		test(`is refused: ${why} of ${path} ${String(content.slice(0, 40)).slice(0, 40)}`, async () => {
			assert.equal(await read(path, content), why);
		});
	}

	test('gives back any value that was written by the rules of its format', async () => {
		const random = new Random(7);
		const values = Array.from({ length: runs(300) }, (_, number) => anyValue(random, number)).filter(
			value => value.length < 10_000,
		);
		const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
		const cells = async (path: string, content: string): Promise<readonly (string | undefined)[]> => {
			const table = await readRowTable(new TextEncoder().encode(content), path);
			assert.ok('columns' in table, JSON.stringify(table));
			return namedRows(table, undefined).flatMap(({ values: row }) => [row.get('a'), row.get('b')]);
		};
		// UTF-8 has no half of a pair.
		const written = values.map(value => value.replaceAll(/\p{Cs}/gu, '?'));
		for (const end of ['\n', '\r\n']) {
			const lines = written.map(value => `${quoted(value)},${quoted(value)}`);
			assert.deepEqual(
				await cells('a.csv', ['a,b', ...lines, ''].join(end)),
				written.flatMap(value => [value, value]),
			);
		}
		const objects = values.map(value => JSON.stringify({ a: value, b: value }));
		assert.deepEqual(
			await cells('a.json', `[${objects.join()}]`),
			values.flatMap(value => [value, value]),
		);
		assert.deepEqual(
			await cells('a.ndjson', objects.join('\n')),
			values.flatMap(value => [value, value]),
		);
	});
});
