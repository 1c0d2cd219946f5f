import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { parseCatalog } from '../../src/catalog/parseCatalog';
import { writeExport } from '../../src/disk/writeExport';
import { createFlowluClient, type FlowluClient } from '../../src/flowlu/flowluClient';
import { createHttpClient } from '../../src/net/httpClient';
import { createRequestQueue } from '../../src/net/queue';
import { createRedactor } from '../../src/net/redaction/redact';
import { Secret } from '../../src/net/redaction/secret';
import { transport } from '../../src/net/transport/transport';
import type { ExportFormat } from '../../src/records/export/exportFormat';
import { startSandbox } from '../../src/sandbox/sandbox';
import { bodyOf } from './listServer';
import type { Started } from './recordServer';
import { benchSheet } from './sheet';
import type { Row } from './table';

/** Records of a page. */
const pageSize = 100;

/** Milliseconds between two pages where requests are limited; the more, the less a timer's own delay counts. */
const gap = 100;
const pacedPages = 50;
const sharedPages = 20;

const key = '0123456789abcdef0123456789abcdef';
const path = '/api/v1/module/crm/lead/list';

/** All pages of a list into a file, and what is made of it. */
export function benchExporting(): Promise<Row[]> {
	return withList(100_000, async (list, folder) => [
		...(await exportRows(list, folder, ['ndjson', 'csv', 'xlsx'])),
		await pacedRow(list, folder),
		await sharedRow(folder),
		...(await benchSheet(folder)),
	]);
}

/** Takes minutes. */
export function benchMillionRecords(): Promise<Row[]> {
	return withList(1_000_000, (list, folder) => exportRows(list, folder, ['ndjson', 'csv']));
}

interface List {
	readonly origin: string;
	readonly records: number;
}

async function withList(records: number, work: (list: List, folder: string) => Promise<Row[]>): Promise<Row[]> {
	const folder = mkdtempSync(join(tmpdir(), 'bench-export-'));
	const server = fork(join(__dirname, 'recordServer.js'), [String(records)]);
	try {
		const [{ origin }] = (await once(server, 'message')) as [Started];
		return await work({ origin, records }, folder);
	} finally {
		server.kill();
		rmSync(folder, { recursive: true });
	}
}

interface Run {
	readonly seconds: number;
	/** Seconds that the process itself took. */
	readonly processor: number;
	/** MB. */
	readonly grown: number;
	/** Milliseconds. */
	readonly block: number;
}

async function exportRows(list: List, folder: string, formats: readonly ExportFormat[]): Promise<Row[]> {
	// The first runs load and warm what they use.
	await measured(told => copyPages({ ...list, records: 5000 }, folder, told));
	for (const format of formats) {
		await measured(told => exportTo(list, folder, format, { max: 5000, told }));
	}
	const floor = await measured(told => copyPages(list, folder, told));
	const rows: Row[] = [];
	for (const format of formats) {
		const run = await measured(told => exportTo(list, folder, format, { told }));
		const what = `export of ${list.records.toLocaleString('en')} records, ${format.toUpperCase()}`;
		const note =
			'Export: every page of a list server in a process of its own, without a limit of requests, to a file; node:http gets the same pages and appends them.';
		const beside = (value: number) => ({ name: 'node:http', value });
		rows.push(
			{
				what,
				unit: 'records/s',
				ours: list.records / run.seconds,
				beside: beside(list.records / floor.seconds),
				...(format !== 'xlsx' && { target: { quantity: 'value', bound: 'atLeast', limit: 20_000 } }),
				note,
			},
			{
				what: `${what}, a second of processor time`,
				unit: 'records/s',
				ours: list.records / run.processor,
				beside: beside(list.records / floor.processor),
				note: 'Of processor time: what else the machine does, and what the server takes, does not count.',
			},
			{
				what: `${what}, memory`,
				unit: 'MB',
				ours: run.grown,
				beside: beside(floor.grown),
				target: { quantity: 'value', bound: 'atMost', limit: 200 },
			},
			{
				what: `${what}, longest block`,
				unit: 'ms',
				ours: run.block,
				beside: beside(floor.block),
				target: { quantity: 'value', bound: 'atMost', limit: 50 },
			},
		);
	}
	return rows;
}

/** The time of one that keeps to a limit by itself. */
async function pacedRow(list: List, folder: string): Promise<Row> {
	const max = pacedPages * pageSize;
	const { seconds } = await measured(told => exportTo(list, folder, 'csv', { max, told, gap }));
	return {
		what: `export of ${pacedPages} pages, ${1000 / gap} requests a second`,
		unit: 'ms',
		ours: seconds * 1000,
		beside: { name: 'pages ÷ rate', value: pacedPages * gap },
		target: { quantity: 'ratio', bound: 'atMost', limit: 1.05 },
	};
}

/** The time of two that do not know of each other, as in two windows, and share what the server allows. */
async function sharedRow(folder: string): Promise<Row> {
	const catalog = parseCatalog(JSON.parse(readFileSync('media/catalog.json', 'utf8')));
	const records = sharedPages * pageSize;
	const sandbox = await startSandbox({
		catalog,
		generated: { 'crm/lead': records },
		apiKeys: [{ name: 'Bench', key }],
		requestsPerSecond: 1000 / gap,
	});
	const list = { origin: sandbox.origin, records };
	try {
		const { seconds } = await measured(async told => {
			await Promise.all((['csv', 'ndjson'] as const).map(format => exportTo(list, folder, format, { told, gap })));
		});
		return {
			what: `two exports of ${sharedPages} pages at once, ${1000 / gap} requests a second allowed`,
			unit: 'ms',
			ours: seconds * 1000,
			beside: { name: 'pages ÷ rate', value: 2 * sharedPages * gap },
			target: { quantity: 'ratio', bound: 'atMost', limit: 1.2 },
			note: 'Two at once: each repeats what is refused with HTTP 429, after pauses as long as they are beside the usual limit.',
		};
	} finally {
		await sandbox.close();
	}
}

async function measured(run: (told: () => void) => Promise<void>): Promise<Run> {
	const before = process.memoryUsage.rss();
	let most = before;
	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	const started = performance.now();
	const used = process.cpuUsage();
	await run(() => {
		most = Math.max(most, process.memoryUsage.rss());
	});
	const seconds = (performance.now() - started) / 1000;
	const { user, system } = process.cpuUsage(used);
	delay.disable();
	return { seconds, processor: (user + system) / 1e6, grown: (most - before) / 1e6, block: delay.max / 1e6 };
}

/** As the command does it. */
async function exportTo(
	{ origin }: List,
	folder: string,
	format: ExportFormat,
	{ max, told, gap = 0 }: { readonly max?: number; readonly told: () => void; readonly gap?: number },
): Promise<void> {
	const redactor = createRedactor();
	const apiKey = new Secret(key);
	redactor.add(apiKey);
	const account = { name: 'bench', origin };
	const { end } = await writeExport(
		{
			target: join(folder, `leads.${format}`),
			plan: { url: origin + path, format, csv: { delimiter: ',', hasMark: true }, max },
			headers: [],
			session: 'bench',
		},
		{
			redactor,
			flowlu: clientWithGap(gap),
			yieldToEventLoop: () => setImmediate(),
			onPage: told,
			signal: new AbortController().signal,
			kindsOf: () => Promise.resolve(new Map()),
			onSheetRecords: told,
			access: () => Promise.resolve({ account, credential: { kind: 'apiKey', apiKey } }),
		},
	);
	if (end.kind !== 'whole' && end.kind !== 'max') {
		throw end.kind === 'paused' ? end.error : new Error(end.because);
	}
}

/** The extension's client, which has no gap on loopback, and waits for 1, 2 and 4 s where the limit is a second. */
function clientWithGap(gap: number): FlowluClient {
	const http = createHttpClient({
		queue: createRequestQueue(),
		loadTransport: () => Promise.resolve(transport),
		limits: () => ({ timeout: 60_000, maxBytes: 1_000_000 }),
		backoff: [gap, 2 * gap, 4 * gap],
	});
	return createFlowluClient({ send: (request, options) => http.send(request, { ...options, gap }) }, () => gap);
}

/** The same pages by Node itself, one behind the other in a file. */
async function copyPages({ origin, records }: List, folder: string, told: () => void): Promise<void> {
	const file = await open(join(folder, 'pages'), 'w');
	for (let last = 0; last < records; last += pageSize) {
		const filter = encodeURIComponent(`{"type":"more","value":${last}}`);
		await file.appendFile(await bodyOf(`${origin}${path}?filter[id]=${filter}&limit=${pageSize}`));
		told();
	}
	await file.close();
}
