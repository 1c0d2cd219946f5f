import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createRedactor } from '../../src/net/redaction/redact';
import { Secret } from '../../src/net/redaction/secret';
import { exportRecords } from '../../src/records/export/exportRecords';
import type { ExportFormat } from '../../src/records/export/exportFormat';
import { listReader } from '../../src/records/pages/listReader';
import { quickFlowluClient } from '../support/httpClient';
import { benchSheet } from './sheet';
import type { Started } from './sandboxProcess';
import type { Row } from './table';

const records = 1_000_000;

/** All pages of a list into a file: records a second, and what the memory grows by. */
export async function benchExporting(): Promise<Row[]> {
	const folder = mkdtempSync(join(tmpdir(), 'bench-export-'));
	const sandbox = fork(join(__dirname, 'sandboxProcess.js'), [String(records)]);
	try {
		const [started] = (await once(sandbox, 'message')) as [Started];
		// The first run loads and warms what it uses.
		await measure(started, folder, 'csv', 5000);
		return [
			...rows('NDJSON', await measure(started, folder, 'ndjson', records)),
			...rows('CSV', await measure(started, folder, 'csv', records)),
			...(await benchSheet(folder)),
		];
	} finally {
		sandbox.kill();
		rmSync(folder, { recursive: true });
	}
}

interface Run {
	readonly seconds: number;
	readonly grown: number;
	readonly exported: number;
}

function rows(format: string, { seconds, grown, exported }: Run): Row[] {
	const what = `export of ${exported.toLocaleString('en')} records, ${format}`;
	const note = 'Export: every page of a sandbox in a process of its own, without a limit of requests, to a file.';
	return [
		{
			what,
			unit: 'records/s',
			ours: exported / seconds,
			target: { quantity: 'value', bound: 'atLeast', limit: 20_000 },
			note,
		},
		{
			what: `${what}, memory`,
			unit: 'MB',
			ours: grown,
			target: { quantity: 'value', bound: 'atMost', limit: 200 },
			note,
		},
	];
}

async function measure({ origin, key }: Started, folder: string, format: ExportFormat, max: number): Promise<Run> {
	const url = `${origin}/api/v1/module/crm/lead/list`;
	const redactor = createRedactor();
	const apiKey = new Secret(key);
	redactor.add(apiKey);
	const readPage = listReader(
		{ method: 'GET', url, headers: [] },
		{
			flowlu: quickFlowluClient({ timeout: 60_000 }),
			access: () => Promise.resolve({ account: { name: 'bench', origin }, credential: { kind: 'apiKey', apiKey } }),
			yieldToEventLoop: () => setImmediate(),
		},
	);
	const file = await open(join(folder, `leads.${format}`), 'w');
	const before = process.memoryUsage.rss();
	let most = before;
	const started = performance.now();
	const { state } = await exportRecords(
		{ url, format, csv: { delimiter: ',', hasMark: true }, max },
		undefined,
		new AbortController().signal,
		{
			readPage,
			redactor,
			append: async bytes => {
				await file.write(bytes);
			},
			advanced: () => {
				most = Math.max(most, process.memoryUsage.rss());
				return Promise.resolve();
			},
		},
	);
	const seconds = (performance.now() - started) / 1000;
	await file.close();
	return { seconds, grown: (most - before) / 1e6, exported: state.place.records };
}
