import assert from 'node:assert/strict';
import { createRedactor } from '../../../src/net/redaction/redact';
import { Secret } from '../../../src/net/redaction/secret';
import { CsvWidener } from '../../../src/records/export/csvWidener';
import { exportRecords, type ExportPlan, type ExportState } from '../../../src/records/export/exportRecords';
import { guardFormulas } from '../../../src/records/formulaGuard';
import { exportFormats, type ExportFormat, formatOf } from '../../../src/records/export/exportFormat';
import type { PageOutcome } from '../../../src/records/pages/readPages';
import { findLeaks } from '../../support/canary';
import { readSheets, xlsxOf } from '../../support/xlsx';
import { idsUpTo, jsonOf, listUrl, PagedList } from '../../support/pagedList';

const redactor = createRedactor();

type Reader = (url: string) => Promise<PageOutcome>;

/** Exports into a text. */
async function exported(
	readPage: Reader,
	plan: Partial<ExportPlan> & { readonly format: ExportFormat },
	from?: { readonly state: ExportState; readonly text: string },
) {
	const chunks = [from?.text ?? ''];
	const states: ExportState[] = [];
	const done = await exportRecords(
		{ url: listUrl, csv: { delimiter: ',', hasMark: false }, ...plan },
		from?.state,
		new AbortController().signal,
		{
			readPage,
			redactor,
			append: bytes => {
				chunks.push(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
				return Promise.resolve();
			},
			advanced: state => {
				states.push(state);
				return Promise.resolve();
			},
		},
	);
	return { ...done, states, text: chunks.join('') };
}

/** What an export makes of the records that came. */
async function xlsxOfSpooled(text: string): Promise<Uint8Array> {
	return (await xlsxOf(text.trimEnd().split('\n'))).bytes;
}

/** A list of one page with these records, as JSON. */
function pageOf(...records: readonly string[]): Reader {
	const json = jsonOf(`{"response":{"total":${records.length},"items":[${records.join()}]}}`);
	return () => Promise.resolve({ kind: 'list', json, repeats: 0 });
}

async function csvOf(...records: readonly string[]): Promise<string> {
	return (await exported(pageOf(...records), { format: 'csv' })).text;
}

/** The cells of a CSV file, by RFC 4180. */
function cellsOf(csv: string, delimiter = ','): string[][] {
	const rows: string[][] = [[]];
	const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${delimiter}\\r\\n]*))(${delimiter}|\\r\\n)`, 'guy');
	for (let match = cell.exec(csv); match !== null; match = cell.exec(csv)) {
		rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
		if (match[3] === '\r\n') {
			rows.push([]);
		}
	}
	return rows.slice(0, -1);
}

suite('records as CSV', () => {
	test('keep every digit, have null and absent empty, and objects as JSON', async () => {
		const csv = await csvOf(
			'{"id":9007199254740993,"price":"10.500","rate":1e5,"zero":-0,"code":"007","note":null,"on":true}',
			'{"id":2,"code":"12345678901234567890","tags":[ 1, {"a" : "x,y"} ],"rate":0.10}',
		);
		assert.deepEqual(cellsOf(csv), [
			['id', 'price', 'rate', 'zero', 'code', 'note', 'on', 'tags'],
			['9007199254740993', '10.500', '1e5', '-0', '007', '', 'true', ''],
			['2', '', '0.10', '', '12345678901234567890', '', '', '[1,{"a":"x,y"}]'],
		]);
	});

	test('quote what needs it, and end lines with CRLF', async () => {
		assert.equal(
			await csvOf(String.raw`{"a,b":"say \"hi\"","c":"one\ntwo","d":"é, \u00fc","e":" x "}`),
			'"a,b",c,d,e\r\n"say ""hi""","one\ntwo","é, ü", x \r\n',
		);
	});

	test('have the delimiter and the mark that are set', async () => {
		const page = pageOf('{"a":"1,5","b":"x;y","c":"ä"}');
		const { text } = await exported(page, { format: 'csv', csv: { delimiter: ';', hasMark: true } });
		assert.equal(text, '\ufeffa;b;c\r\n1,5;"x;y";ä\r\n');
	});

	test('come in the order of the columns, whatever the order of a record, the last of duplicates counting', async () => {
		assert.equal(
			await csvOf('{"a":1,"b":2,"c":3}', '{"c":6,"a":4,"b":5}', '{"a":7,"a":8}', '[1]', '"x"', '{}'),
			'a,b,c,value\r\n1,2,3,\r\n4,5,6,\r\n8,,,\r\n,,,[1]\r\n,,,x\r\n,,,\r\n',
		);
	});

	test('have the cells of fields that come after the header behind the others', async () => {
		let page = 0;
		const pages = ['{"id":1,"a":2}', '{"id":2,"a":3,"late":4}'];
		const done = await exported(
			() => {
				const items = pages[page++] ?? '';
				const json = jsonOf(`{"response":{"total_result":${pages.length - page + 1},"items":[${items}]}}`);
				return Promise.resolve({ kind: 'list', json, repeats: 0 });
			},
			{ format: 'csv' },
		);
		assert.equal(done.text, 'id,a\r\n1,2\r\n2,3,4\r\n');
		assert.deepEqual(done.state.writer, { columns: ['id', 'a', 'late'], named: 2 });
	});

	test('have all columns and a cell in each when they are widened, in whatever pieces they come', () => {
		const narrow = '\ufeffid;"a;\r\nb"\r\n1;"x;""\r\n;y";;3\r\n2;\r\n;"";1;"\r\n"\r\n';
		const columns = ['id', 'a;\r\nb', 'c', 'd=', '=e'];
		const wide = '\ufeffid;"a;\r\nb";c;d=;\'=e\r\n1;"x;""\r\n;y";;3;\r\n2;;;;\r\n;"";1;"\r\n";\r\n';
		const bytes = new TextEncoder().encode(narrow);
		for (const size of [1, 2, 3, 5, 8, 100]) {
			const widener = new CsvWidener(columns, { delimiter: ';', hasMark: true });
			const pieces: Uint8Array[] = [];
			for (let start = 0; start < bytes.length; start += size) {
				pieces.push(widener.write(bytes.subarray(start, start + size)));
			}
			assert.equal(Buffer.concat(pieces).toString(), wide);
		}
	});

	test('guard what a spreadsheet would run, and leave numbers and phone numbers alone', () => {
		const dangerous = [
			...[
				'=1+1',
				'+SUM(A1)',
				'-2+3',
				'@cmd',
				'=cmd|"/c calc"!A1',
				'＝1',
				'＋1',
				'－1',
				'＠x',
				' =x',
				'\t=x',
				'\u00a0=x',
			],
			...['\r=x', '+49 (30) 1', '+49-30', '-', '+', '=', '--1', '-1-', '1', '-x', '@', '-1 2', '+1e', '- 5'],
		].filter(text => text !== '1');
		const harmless = [
			...[
				'',
				'a=b',
				'1',
				'-5',
				'+5',
				'-0.10',
				'+1,5',
				'-1e5',
				'-.5',
				'+49 30 1234',
				'+491234567',
				' -7 ',
				'1-2',
				"'=x",
				'x@y',
			],
			...['a\nb', 'Ünï', '-12345678901234567890', 'http://x/?a=b', '(=x)', '"=x"'],
		];
		assert.deepEqual(
			dangerous.filter(text => !guardFormulas(text).includes("'")),
			[],
		);
		assert.deepEqual(harmless.map(guardFormulas), harmless);
		assert.equal(guardFormulas('a\n=b\r\n -5\r+c'), "a\n'=b\r\n -5\r'+c");
	});

	test('read back as they came but for the guard', async () => {
		const texts = [
			'a',
			'=1',
			'a,b',
			'q"q',
			'l\r\nl',
			"'x",
			' ',
			'\ufeffx',
			'é',
			'😀',
			'\u2028',
			'-5',
			'+49 1',
			'"',
			'""',
			',',
			'\t=x',
		];
		const csv = await csvOf(...texts.map(text => JSON.stringify({ v: text, w: 1 })));
		assert.deepEqual(
			cellsOf(csv)
				.slice(1)
				.map(([cell = '']) => cell),
			texts.map(guardFormulas),
		);
	});
});

suite('an export', () => {
	test('has the same records in every format', async () => {
		const ids = idsUpTo(230).map(String);
		const [csv, ndjson, json] = await Promise.all(
			exportFormats.map(format => exported(new PagedList(idsUpTo(230)).readPage, { format })),
		);
		assert.deepEqual(cellsOf(csv?.text ?? '').flat(), ['id', ...ids]);
		assert.deepEqual(ndjson?.text.split('\n'), [...ids.map(id => `{"id":${id}}`), '']);
		assert.deepEqual(
			(JSON.parse(json?.text ?? '') as { readonly id: number }[]).map(({ id }) => String(id)),
			ids,
		);
	});

	test('of no records is a file of its format', async () => {
		const texts = await Promise.all(exportFormats.map(async format => (await exported(pageOf(), { format })).text));
		assert.deepEqual(texts, ['', '', '[]\n', '']);
	});

	test('goes on where it paused, and ends as if it had not', async () => {
		for (const format of exportFormats) {
			const whole = await exported(new PagedList(idsUpTo(330)).readPage, { format });
			const list = new PagedList(idsUpTo(330), { fails: [3] });
			const first = await exported(list.readPage, { format });
			assert.equal(first.end.kind, 'paused');
			assert.equal(new TextEncoder().encode(first.text).length, first.state.bytes);
			const state = JSON.parse(JSON.stringify(first.state)) as ExportState;
			const second = await exported(list.readPage, { format }, { state, text: first.text });
			assert.deepEqual([second.text, second.end.kind], [whole.text, 'whole'], format);
		}
	});

	test('stops at the records that are wanted', async () => {
		const { text, end } = await exported(new PagedList(idsUpTo(500)).readPage, { format: 'json', max: 102 });
		assert.deepEqual([(JSON.parse(text) as unknown[]).length, end.kind], [102, 'max']);
	});

	test('has no secret in it, in any format, and is one of that format', async () => {
		const canaries = { odd: 'k3y"with,odd\\signs-4711', plain: 'canary-0123456789abcdef' };
		const { odd, plain } = canaries;
		[odd, plain].forEach(text => {
			redactor.add(new Secret(text));
		});
		const records = [
			JSON.stringify({ id: 1, note: `see ${odd} there`, [plain]: 1 }),
			JSON.stringify({ id: 2, note: encodeURIComponent(odd), list: [plain], api_key: 'abcdefgh12345678' }),
			JSON.stringify({ id: 3, note: 'none' }),
		];
		for (const format of exportFormats) {
			const { text } = await exported(pageOf(...records), { format });
			const content = format === 'xlsx' ? JSON.stringify(await readSheets(await xlsxOfSpooled(text))) : text;
			assert.deepEqual(findLeaks({ ...canaries, named: 'abcdefgh12345678' }, [{ name: format, content }]), []);
			assert.match(content, /see ••• there/u);
			assert.ok(!text.includes('4711'), text);
			assert.match(text, /see ••• there/u);
			assert.match(text, /none/u);
			if (format === 'json') {
				assert.equal((JSON.parse(text) as unknown[]).length, 3);
			}
		}
	});

	test('masks a number that is a secret, and keeps what stands around it', async () => {
		redactor.add(new Secret('8675309123'));
		const { text } = await exported(pageOf('{"id":1,"pin":8675309123,"x":[8675309123,5]}'), { format: 'ndjson' });
		assert.equal(text, '{"id":1,"pin":"•••","x":["•••",5]}\n');
	});
});

suite('the format of an export', () => {
	test('is the ending of the name', () => {
		assert.deepEqual(['a.csv', 'A.JSON', 'x.ndjson', 'x.jsonl', 'x.xlsx', 'x.xls', 'csv', 'a.csv.part'].map(formatOf), [
			'csv',
			'json',
			'ndjson',
			'ndjson',
			'xlsx',
			undefined,
			undefined,
			undefined,
		]);
	});
});
