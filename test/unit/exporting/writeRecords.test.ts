import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { PartFile } from '../../../src/disk/partFile';
import { writeRecords } from '../../../src/disk/writeRecords';
import type { ChosenRecords } from '../../../src/records/export/chosenRecords';
import { exportFormats, type ExportFormat } from '../../../src/records/export/exportFormat';
import { digitsOf, readSheets } from '../../support/xlsx';
import { rowsOf } from '../records/table/tableRows';

suite('records of a table as a file', () => {
	let folder: string;

	setup(() => {
		folder = mkdtempSync(join(tmpdir(), 'records-'));
	});

	teardown(() => {
		rmSync(folder, { recursive: true });
	});

	/** @param onRecords told how many are written */
	async function write(
		chosen: ChosenRecords,
		format: ExportFormat,
		{ signal, onRecords = () => undefined }: { signal?: AbortSignal; onRecords?: (records: number) => void } = {},
	): Promise<Buffer | undefined> {
		const target = join(folder, `leads.${format}`);
		const written = await writeRecords(chosen, {
			target,
			format,
			onRecords,
			csv: { delimiter: ';', hasMark: false },
			kinds: new Map([['budget', 'number']]),
			signal: signal ?? new AbortController().signal,
			yieldToEventLoop: () => setImmediate(),
		});
		return written && readFileSync(target);
	}

	const rows = rowsOf(
		'[{"id":1,"name":"A; b","budget":"0.10"},{"id":2,"budget":"12345678901234567890","tags":[1, {"a":"x"}]}]',
		'[{"name":null,"id":3,"budget":1.50},{"id":4,"note":"not chosen","name":"=1+1"}]',
	);
	const chosen: ChosenRecords = {
		rows,
		order: Uint32Array.of(3, 0, 1, 2),
		columns: ['budget', 'name', 'tags', 'id', 'none'],
	};

	test('has the chosen rows and columns in their order, each value as it came', async () => {
		assert.equal(
			(await write(chosen, 'ndjson'))?.toString(),
			'{"name":"=1+1","id":4}\n{"budget":"0.10","name":"A; b","id":1}\n{"budget":"12345678901234567890","tags":[1, {"a":"x"}],"id":2}\n{"budget":1.50,"name":null,"id":3}\n',
		);
		assert.deepEqual(JSON.parse((await write(chosen, 'json'))?.toString() ?? ''), [
			{ name: '=1+1', id: 4 },
			{ budget: '0.10', name: 'A; b', id: 1 },
			{ budget: '12345678901234567890', tags: [1, { a: 'x' }], id: 2 },
			{ budget: 1.5, name: null, id: 3 },
		]);
		assert.equal(
			(await write(chosen, 'csv'))?.toString(),
			`budget;name;tags;id;none\r\n;'=1+1;;4;\r\n0.10;"A; b";;1;\r\n12345678901234567890;;"[1,{""a"":""x""}]";2;\r\n1.50;;;3;\r\n`,
		);
		const [sheet] = await readSheets((await write(chosen, 'xlsx')) ?? Buffer.alloc(0));
		assert.deepEqual(
			sheet?.data.map(row => row.map(digitsOf)),
			[
				['budget', 'name', 'tags', 'id', 'none'],
				['', '=1+1', '', '4', ''],
				['0.10', 'A; b', '', '1', ''],
				['12345678901234567890', '', '[1,{"a":"x"}]', '2', ''],
				['1.50', '', '', '3', ''],
			],
		);
	});

	test('is written in pieces, with its name only when it is whole', async () => {
		const many = rowsOf(
			`[${Array.from({ length: 5000 }, (_, id) => `{"id":${id},"name":"a name of some length"}`).join()}]`,
		);
		const order = Uint32Array.from({ length: 5000 }, (_, index) => 4999 - index);
		const told: number[] = [];
		const seen = new Set<string>();
		const written = await write({ rows: many, order, columns: ['id', 'name'] }, 'csv', {
			onRecords: records => {
				told.push(records);
				readdirSync(folder).forEach(name => seen.add(name));
			},
		});
		const lines = written?.toString().split('\r\n') ?? [];
		assert.deepEqual(
			[lines.length, lines[1], lines[5000], told.at(-1)],
			[...[5002, '4999;a name of some length', '0;a name of some length', 5000]],
		);
		assert.ok(told.length > 1);
		assert.deepEqual([[...seen], readdirSync(folder)], [['leads.csv.part', 'leads.csv.part.lock'], ['leads.csv']]);
	});

	for (const format of exportFormats) {
		test(`leaves nothing where it is cancelled: ${format}`, async () => {
			// What an export of every page left under that name was given up.
			const before = await PartFile.open(join(folder, `leads.${format}`));
			await before.note(() => 'note', true);
			await before.close();
			const controller = new AbortController();
			const onRecords = (): void => {
				controller.abort();
			};
			assert.equal(await write(chosen, format, { signal: controller.signal, onRecords }), undefined);
			assert.deepEqual(readdirSync(folder), []);
		});
	}

	test('leaves nothing where it does not fit', async () => {
		const columns = Array.from({ length: 16_385 }, (_, index) => `f${index}`);
		const wide = rowsOf(`[{${columns.map(name => `"${name}":1`).join()}}]`);
		await assert.rejects(write({ rows: wide, order: Uint32Array.of(0), columns }, 'xlsx'), { name: 'SheetLimitError' });
		assert.deepEqual(readdirSync(folder), []);
	});

	test('names the columns of records that have none of their values, and those of no records', async () => {
		const one: ChosenRecords = { ...chosen, order: Uint32Array.of(0), columns: ['tags'] };
		assert.equal((await write(one, 'csv'))?.toString(), 'tags\r\n\r\n');
		assert.equal((await write(one, 'json'))?.toString(), '[\n{}\n]\n');
		const none: ChosenRecords = { ...chosen, order: new Uint32Array() };
		assert.equal((await write(none, 'csv'))?.toString(), 'budget;name;tags;id;none\r\n');
		assert.equal((await write(none, 'json'))?.toString(), '[]\n');
		assert.equal((await readSheets((await write(none, 'xlsx')) ?? Buffer.alloc(0))).length, 1);
	});
});
