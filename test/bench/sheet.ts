import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { makeSheet } from '../../src/disk/makeSheet';
import type { ColumnKinds } from '../../src/records/export/xlsx/columnKinds';
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
const columns = Object.keys(record(0));

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
		...{ what: `${what}${part}`, unit, ours: of(own) },
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
		const lines = Array.from({ length: 1000 }, (_, index) => `${JSON.stringify(record(first + index))}\n`);
		await file.appendFile(lines.join(''));
	}
	await file.close();
	return path;
}

/** As a lead or a deal is. */
function record(id: number): Readonly<Record<string, string | number | boolean | null>> {
	const day = new Date(Date.UTC(2020, 0, 1 + (id % 2000), id % 24, id % 60)).toISOString();
	return {
		id,
		name: `Company ${id} of the ${id % 97}th street`,
		description: `Met at the fair, wants an offer for ${id % 31} of them & a call <${id}>.`,
		comment: `Привет, ${id}`,
		email: `person${id}@example.com`,
		phone: `+49 30 ${1_000_000 + id}`,
		created_date: day.slice(0, 19).replace('T', ' '),
		deadline: day.slice(0, 10),
		budget: `${id % 100_000}.50`,
		total: (id * 7) % 1_000_003,
		code: String(id).padStart(8, '0'),
		status: String(id % 7),
		active: id % 2,
		archived: id % 5 === 0,
		owner_id: (id % 50) + 1,
		account_id: (id * 13) % 100_000,
		source: ['web', 'phone', 'fair', ''][id % 4] ?? '',
		city: ['Berlin', 'Köln', 'Wien', 'Praha'][id % 4] ?? '',
		note: null,
		url: `https://example.com/leads/${id}?from=list`,
	};
}
