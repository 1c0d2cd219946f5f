import assert from 'node:assert/strict';
import JSZip from 'jszip';
import { SaxesParser } from 'saxes';
import type { ColumnKinds } from '../../../../src/records/export/xlsx/columnKinds';
import { SheetLimitError, type SheetLimits } from '../../../../src/records/export/xlsx/sheetLimits';
import { inTimeZone } from '../../../support/timeZone';
import { digitsOf, NumberCell, type ReadCell, readSheets, xlsxOf } from '../../../support/xlsx';

const limits: SheetLimits = { rows: 1_048_576, columns: 16_384, text: 32_767, sheetBytes: 4e9, fileBytes: 4e9 };

async function rowsOf(records: readonly string[], kinds?: ColumnKinds): Promise<readonly (readonly ReadCell[])[]> {
	const [sheet] = await readSheets((await xlsxOf(records, kinds && { kinds })).bytes);
	return sheet?.data ?? [];
}

/** The XML of the files in the archive. */
async function filesOf(bytes: Uint8Array): Promise<ReadonlyMap<string, string>> {
	const { files } = await JSZip.loadAsync(bytes);
	return new Map(
		await Promise.all(Object.values(files).map(async file => [file.name, await file.async('string')] as const)),
	);
}

/** The names of the elements. @throws {Error} where it is no XML */
function elementsOf(xml: string): ReadonlySet<string> {
	const names = new Set<string>();
	const parser = new SaxesParser();
	parser.on('opentag', ({ name }) => names.add(name));
	parser.on('error', error => {
		throw error;
	});
	parser.write(xml).close();
	return names;
}

suite('records as XLSX', () => {
	test('have numbers where a sheet shows all digits, and texts elsewhere', async () => {
		const numbers = ['0', '-12.50', '0.00', '123456789012345', '0.000123456789012345', '1234567890123.45', '10'];
		const texts = ['1234567890123456', '12345678901234567890', '1e5', '-0', '-0.00', '1E-7', '0.1234567890123456'];
		const [, ...rows] = await rowsOf([...numbers, ...texts].map(number => `{"v":${number}}`));
		const cells = rows.map(([cell]) => cell);
		// The last of the numbers but two has too many decimals for a format.
		const isText = (text: string) => texts.includes(text) || text === '0.000123456789012345';
		assert.deepEqual(
			cells,
			[...numbers, ...texts].map(text => (isText(text) ? text : new NumberCell(text))),
		);
	});

	test('keep a text a text, unless its field is known to hold numbers', async () => {
		const texts = [
			'007',
			'+49 30 1234',
			'12',
			'-5',
			'1.50',
			'',
			' 1',
			'1,5',
			'12345678901234567890',
			'0',
			'.5',
			'5.',
			'-',
		];
		const records = texts.map(text => JSON.stringify({ phone: text, amount: text }));
		const [, ...rows] = await rowsOf(records, new Map([['amount', 'number']]));
		assert.deepEqual(
			rows.map(([phone]) => phone ?? ''),
			texts,
		);
		const numbers = texts.filter((_, index) => rows[index]?.[1] instanceof NumberCell);
		assert.deepEqual(numbers, ['12', '-5', '1.50', '0']);
		assert.deepEqual(
			rows.map(row => digitsOf(row[1])),
			texts,
		);
	});

	test('have dates where the field is known to hold them, without a time zone', async () => {
		const dates = ['2026-11-28', '2026-03-29 02:30:00', '2024-02-29 23:59:59', '1900-03-01', '9999-12-31'];
		const texts = [
			...['0000-00-00', '0000-00-00 00:00:00', '2026-02-29', '2026-13-01', '1900-02-28', '2026-11-28T10:00:00Z'],
			...['2026-11-28 24:00:00', '2026-11-28 10:00', '28.11.2026', '0099-01-01'],
		];
		const records = [...dates, ...texts].map(text => JSON.stringify({ day: text, note: text }));
		for (const zone of ['UTC', 'Asia/Tokyo', 'America/Los_Angeles', 'Europe/Berlin']) {
			const [, ...rows] = await inTimeZone(zone, () => rowsOf(records, new Map([['day', 'date']])));
			assert.deepEqual(
				rows.map(([day]) => day),
				[...dates.map(text => new Date(`${text.replace(' ', 'T').padEnd(19, 'T00:00:00').slice(0, 19)}Z`)), ...texts],
			);
			assert.deepEqual(
				rows.map(row => row[1]),
				[...dates, ...texts],
			);
		}
	});

	test('have booleans as such, objects and lists as JSON, and nothing for null, an absent field and an empty text', async () => {
		assert.deepEqual(await rowsOf(['{"a":true,"b":null,"c":{"x" : [1, "<&>"]}}', '{"a":false,"b":"","d":[]}', '"x"']), [
			['a', 'b', 'c', 'd', 'value'],
			[true, null, '{"x":[1,"<&>"]}', null, null],
			[false, null, null, '[]', null],
			[null, null, null, null, 'x'],
		]);
	});

	test('never become a formula, are XML, and have a header that stays and a filter', async () => {
		const texts = [
			'=cmd|"/c calc"!A1',
			'=1+1',
			'+1+1',
			'-1+1',
			'@SUM(A1)',
			'<f>1+1</f>',
			'</t></is><f>1</f>',
			']]>',
			'&#61;',
		];
		const records = texts.map(text => JSON.stringify({ [text]: text, '=b': 1 }));
		const { bytes } = await xlsxOf(records);
		const files = await filesOf(bytes);
		const sheet = files.get('xl/worksheets/sheet1.xml') ?? '';
		assert.deepEqual(
			[...elementsOf(sheet)],
			[
				'worksheet',
				'sheetViews',
				'sheetView',
				'pane',
				'cols',
				'col',
				'sheetData',
				'row',
				'c',
				'is',
				't',
				'v',
				'autoFilter',
			],
		);
		for (const xml of files.values()) {
			elementsOf(xml);
		}
		assert.match(sheet, /<pane ySplit="1" [^>]*state="frozen"\/>/u);
		assert.match(sheet, /<autoFilter ref="A1:J10"\/>/u);
		const [read] = await readSheets(bytes);
		assert.deepEqual(
			read?.data.slice(1).map((row, index) => row[index === 0 ? 0 : index + 1]),
			texts,
		);
	});

	test('of no records are a sheet without rows', async () => {
		const { bytes, facts } = await xlsxOf([]);
		assert.deepEqual([await readSheets(bytes), facts], [[{ sheet: 'Records', data: [] }], { sheets: 1, longTexts: 0 }]);
	});

	test('go on in a further sheet where one is full', async () => {
		const records = Array.from({ length: 7 }, (_, index) => `{"id":${index},"name":"n${index}"}`);
		// The bytes are passed with the third record.
		for (const full of [{ rows: 4 }, { sheetBytes: 800 }]) {
			const { bytes, facts } = await xlsxOf(records, { limits: { ...limits, ...full } });
			const sheets = await readSheets(bytes);
			assert.deepEqual(
				sheets.map(({ sheet }) => sheet),
				['Records', 'Records 2', 'Records 3'],
			);
			assert.equal(facts.sheets, 3);
			assert.ok(sheets.every(({ data: [header] }) => header?.[0] === 'id' && header[1] === 'name'));
			assert.deepEqual(
				sheets.flatMap(({ data }) => data.slice(1).map(([id]) => digitsOf(id))),
				['0', '1', '2', '3', '4', '5', '6'],
			);
		}
	});

	test('go on behind the last column where a text is too long for a cell', async () => {
		const long = `${'x'.repeat(32_766)}😀${'y'.repeat(40_000)}`;
		const { bytes, facts } = await xlsxOf([
			JSON.stringify({ a: long, b: 'b', c: '_'.repeat(32_768) }),
			JSON.stringify({ a: 'x'.repeat(32_767), b: 'b' }),
		]);
		assert.equal(facts.longTexts, 2);
		const [sheet] = await readSheets(bytes);
		const [, first = [], second = []] = sheet?.data ?? [];
		const [a, b, c, ...rest] = first.map(digitsOf);
		assert.ok(first.every(cell => digitsOf(cell).length <= 32_767));
		assert.deepEqual(
			[b, `${a ?? ''}${rest[0] ?? ''}${rest[1] ?? ''}` === long, (c ?? '') + (rest[2] ?? '')],
			['b', true, '_'.repeat(32_768)],
		);
		assert.deepEqual(second.slice(1), ['b', null, null, null, null]);
	});

	test('are refused where they need more columns than a sheet has', async () => {
		const record = JSON.stringify(Object.fromEntries(Array.from({ length: 16_385 }, (_, index) => [`f${index}`, 1])));
		await assert.rejects(xlsxOf([record]), SheetLimitError);
		await assert.rejects(
			xlsxOf(['{"a":"xyz","b":1}'], { limits: { ...limits, columns: 3, text: 1 } }),
			SheetLimitError,
		);
		await assert.rejects(xlsxOf(['{"a":1}'], { limits: { ...limits, fileBytes: 100 } }), SheetLimitError);
	});

	test('are the same in whatever pieces they are read, and make the same file each time', async () => {
		const records = ['{"a":"ä","b":[1]}', '{"a":"x"}', '{"b":"y"}', '{"a":"long enough to be cut"}'];
		const whole = (await xlsxOf(records)).bytes;
		const isSame = Buffer.compare((await xlsxOf(records)).bytes, whole) === 0;
		assert.ok(isSame);
		for (const bytesAtOnce of [1, 2, 7, 30]) {
			assert.deepEqual(await readSheets((await xlsxOf(records, {}, bytesAtOnce)).bytes), await readSheets(whole));
		}
	});
});
