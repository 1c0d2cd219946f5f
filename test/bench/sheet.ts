import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { makeSheet } from '../../src/disk/makeSheet';
import type { ColumnKinds } from '../../src/records/export/xlsx/columnKinds';
import { leadRecord } from './leadRecord';
import { type Exceljs, loadExceljs } from './peers';
import type { Row } from './table';

const records = 100_000;
const fields = 20;
const kinds: ColumnKinds = new Map([
	['id', 'number'],
	['created_date', 'date'],
	['deadline', 'date'],
	['budget', 'number'],
]);
const columns = Object.keys(leadRecord(0));

/** Makes an XLSX file of records that have come, beside exceljs, whose writer streams too. */
export async function benchSheet(folder: string): Promise<Row[]> {
	const exceljs = await loadExceljs();
	const few = await spooled(join(folder, 'few.ndjson'), 5000);
	const all = await spooled(join(folder, 'all.ndjson'), records);
	const path = join(folder, 'leads.xlsx');
	// The first runs load and warm what they use.
	await measured(told => ours(few, path, told));
	await measured(told => theirs(exceljs, few, path, told));
	const own = { ...(await measured(told => ours(all, path, told))), bytes: (await stat(path)).size };
	const other = { ...(await measured(told => theirs(exceljs, all, path, told))), bytes: (await stat(path)).size };
	const what = `XLSX of ${records.toLocaleString('en')} records of ${fields} fields`;
	const row = (part: string, unit: 'ms' | 'MB', of: (run: Measure & { readonly bytes: number }) => number) => ({
		what: `${what}${part}`,
		unit,
		ours: of(own),
		beside: { name: 'exceljs', value: of(other) },
	});
	return [
		{ ...row('', 'ms', run => run.milliseconds), target: { quantity: 'value', bound: 'atMost', limit: 8000 } },
		{ ...row(', memory', 'MB', run => run.grown), target: { quantity: 'value', bound: 'atMost', limit: 50 } },
		{ ...row(', longest block', 'ms', run => run.block), target: { quantity: 'value', bound: 'atMost', limit: 50 } },
		{
			...row(', file', 'MB', run => run.bytes / 1e6),
			note: 'XLSX: a file of the records that have come, from disk to disk; exceljs gets the same records, in the same turns.',
		},
	];
}

interface Measure {
	readonly milliseconds: number;
	/** MB. */
	readonly grown: number;
	/** Milliseconds. */
	readonly block: number;
}

/** @param run tells now and then that it goes on */
async function measured(run: (told: () => void) => Promise<void>): Promise<Measure> {
	const before = process.memoryUsage.rss();
	let most = before;
	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	const started = performance.now();
	await run(() => {
		most = Math.max(most, process.memoryUsage.rss());
	});
	const milliseconds = performance.now() - started;
	delay.disable();
	return { milliseconds, grown: (most - before) / 1e6, block: delay.max / 1e6 };
}

async function ours(spool: string, path: string, onRecords: () => void): Promise<void> {
	const { signal } = new AbortController();
	await makeSheet(spool, path, { columns, kinds, signal, yieldToEventLoop: () => setImmediate(), onRecords });
}

async function theirs({ stream }: Exceljs, spool: string, path: string, told: () => void): Promise<void> {
	const workbook = new stream.xlsx.WorkbookWriter({ filename: path });
	const sheet = workbook.addWorksheet('Records');
	sheet.addRow(columns).commit();
	let written = 0;
	const file = await open(spool);
	for await (const line of file.readLines()) {
		const values = JSON.parse(line) as Readonly<Record<string, string | number | boolean | null>>;
		sheet.addRow(columns.map(name => cellFor(name, values[name] ?? null))).commit();
		if (++written % 100 === 0) {
			told();
			await setImmediate();
		}
	}
	sheet.commit();
	await workbook.commit();
}

function cellFor(name: string, value: string | number | boolean | null): unknown {
	return typeof value === 'string' && kinds.get(name) === 'date' ? new Date(`${value.replace(' ', 'T')}Z`) : value;
}

async function spooled(path: string, count: number): Promise<string> {
	const file = await open(path, 'w');
	for (let first = 0; first < count; first += 1000) {
		const lines = Array.from({ length: 1000 }, (_, index) => `${JSON.stringify(leadRecord(first + index))}\n`);
		await file.appendFile(lines.join(''));
	}
	await file.close();
	return path;
}
