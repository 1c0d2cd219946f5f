import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { makeSheet } from '../../../src/disk/makeSheet';
import { PartFile } from '../../../src/disk/partFile';
import { NumberCell, readSheets } from '../../support/xlsx';

suite('the sheet of an export', () => {
	let folder: string;
	let spool: string;
	let sheet: string;
	const ids = Array.from({ length: 5000 }, (_, index) => index);

	setup(() => {
		folder = mkdtempSync(join(tmpdir(), 'sheet-'));
		spool = join(folder, 'leads.xlsx.part');
		sheet = `${spool}.sheet`;
		writeFileSync(spool, ids.map(id => `{"id":${id},"name":"a name of some length"}\n`).join(''));
	});

	teardown(() => {
		rmSync(folder, { recursive: true });
	});

	const make = (columns: readonly string[], signal: AbortSignal, onRecords: (records: number) => void) =>
		makeSheet(spool, sheet, {
			columns,
			signal,
			onRecords,
			kinds: new Map(),
			yieldToEventLoop: () => setImmediate(),
		});

	test('has all records that came, and takes their place', async () => {
		const told: number[] = [];
		const file = await PartFile.open(join(folder, 'leads.xlsx'), { bytes: readFileSync(spool).length });
		await file.note(() => 'note', true);
		const facts = await make(['id', 'name'], new AbortController().signal, records => told.push(records));
		assert.deepEqual([facts, told.at(-1), told.length > 2], [{ sheets: 1, longTexts: 0 }, 5000, true]);
		await file.becomes(sheet, true);
		assert.deepEqual(readdirSync(folder), ['leads.xlsx']);
		const [read] = await readSheets(readFileSync(join(folder, 'leads.xlsx')));
		assert.deepEqual(
			read?.data.slice(1).map(([id]) => id instanceof NumberCell && Number(id.text)),
			ids,
		);
	});

	test('is the unfinished file where not all records have come', async () => {
		const file = await PartFile.open(join(folder, 'leads.xlsx'), { bytes: readFileSync(spool).length });
		await make(['id', 'name'], new AbortController().signal, () => undefined);
		await file.becomes(sheet, false);
		assert.deepEqual(readdirSync(folder), ['leads.xlsx.part']);
		assert.equal((await readSheets(readFileSync(spool)))[0]?.data.length, 5001);
	});

	test('leaves nothing but the records where it is cancelled or cannot be made', async () => {
		const controller = new AbortController();
		const before = readFileSync(spool);
		assert.equal(
			await make(['id', 'name'], controller.signal, () => {
				controller.abort();
			}),
			undefined,
		);
		const tooMany = Array.from({ length: 16_385 }, (_, index) => `f${index}`);
		await assert.rejects(
			make(tooMany, new AbortController().signal, () => undefined),
			{ name: 'SheetLimitError' },
		);
		assert.deepEqual(readdirSync(folder), ['leads.xlsx.part']);
		assert.deepEqual(readFileSync(spool), before);
	});
});
