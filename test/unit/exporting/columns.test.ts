import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { parse } from 'papaparse';
import { noteBeside, partOf } from '../../../src/disk/partFile';
import { type ExportJob, type ExportWriting, writeExport } from '../../../src/disk/writeExport';
import { createRedactor } from '../../../src/net/redaction/redact';
import { Secret } from '../../../src/net/redaction/secret';
import { exportFormats, type ExportFormat } from '../../../src/records/export/exportFormat';
import { readNote } from '../../../src/records/export/exportNote';
import type { Exported } from '../../../src/records/export/exportRecords';
import { guardFormulas } from '../../../src/records/formulaGuard';
import { listen, originOf, stop } from '../../../src/sandbox/server';
import { findLeaks } from '../../support/canary';
import { quickFlowluClient } from '../../support/httpClient';
import { Random } from '../../support/random';
import { digitsOf, readSheets } from '../../support/xlsx';

type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };
type Fields = Readonly<Record<string, Value>>;

const pageSize = 7;
const names = ['name', 'a,b', 'say "hi"', '=x', 'two\nlines', 'Ünï', ' ', ...Array.from('klmnop')];
const values: readonly Value[] = [
	...['text', 'a,b;c', 'say "hi"', '=1+1', '-5', '007', '', 'two\r\nlines', '😀', ',', '"', null, true, 4711, -0.5],
	...[[1, 'x,y'], { a: ['"'] }],
];

/** Records of several pages whose members come and go. */
function changingRecords(seed: number, count = 9 * pageSize): readonly Fields[] {
	const random = new Random(seed);
	return Array.from({ length: count }, (_, index) => {
		// Later pages have what earlier ones do not.
		const known = names.slice(0, 2 + Math.floor(index / pageSize) * 2);
		const some = known.filter(() => random.next() < 0.5).map(name => [name, random.pick(values) ?? null] as const);
		return Object.fromEntries([['id', index + 1], ...(random.next() < 0.5 ? some : some.toReversed())]);
	});
}

/** What a file has, as rows of text below the columns; of JSON and NDJSON what their values say. */
async function readBack(path: string, format: ExportFormat): Promise<readonly (readonly string[])[]> {
	const bytes = readFileSync(path);
	switch (format) {
		case 'csv': {
			const rows: (readonly string[])[] = [];
			parse(bytes.toString('utf8').replace(/^\ufeff/u, ''), {
				...{ delimiter: ',', newline: '\r\n' },
				step: ({ data, errors }) => {
					assert.deepEqual(errors, []);
					rows.push(data);
				},
			});
			assert.deepEqual(rows.pop(), ['']);
			return rows;
		}
		case 'xlsx':
			return (await readSheets(bytes)).flatMap(({ data }) => data.map(row => row.map(digitsOf)));
		case 'json':
			return tableOf(JSON.parse(bytes.toString('utf8')) as readonly Fields[]);
		case 'ndjson': {
			const lines = bytes.toString('utf8').trimEnd().split('\n');
			return tableOf(lines.map(line => JSON.parse(line) as Fields));
		}
	}
}

/** The columns in the order in which they come first, then the records. */
function tableOf(records: readonly Fields[], guard = (text: string) => text): readonly (readonly string[])[] {
	const columns = [...new Set(records.flatMap(record => Object.keys(record)))];
	return [columns.map(guard), ...records.map(record => columns.map(name => guard(textOf(record[name]))))];
}

function textOf(value: Value | undefined): string {
	return value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

suite('the columns of an export', () => {
	const secret = 'canary-0123456789abcdef';
	const apiKey = new Secret(secret);
	const redactor = createRedactor();
	let folder: string;
	let server: Server;
	let records: readonly Fields[];
	/** Pages that get no list, counted from 1. */
	let failing: readonly number[];
	let asked: number;
	/** Does the total of the list become another from page to page? */
	let isMoving: boolean;

	suiteSetup(async () => {
		redactor.add(apiKey);
		server = await listen(0, ({ url }) => {
			const isFailure = failing.includes(++asked);
			const { searchParams } = new URL(url, 'http://127.0.0.1');
			const more = /"value":(?<id>\d+)/u.exec(searchParams.get('filter[id]') ?? '')?.groups?.['id'] ?? '0';
			const left = records.slice(Number(more));
			const start = (Number(searchParams.get('page') ?? '1') - 1) * pageSize;
			const found = left.length + (isMoving ? asked : 0);
			const response = { total: records.length, total_result: found, items: left.slice(start, start + pageSize) };
			return Promise.resolve({
				status: isFailure ? 500 : 200,
				headers: { 'content-type': 'application/json' },
				body: isFailure ? 'busy' : JSON.stringify({ response }),
			});
		});
	});
	suiteTeardown(() => stop(server));

	setup(() => {
		folder = mkdtempSync(join(tmpdir(), 'columns-'));
		failing = [];
		asked = 0;
		isMoving = false;
	});
	teardown(() => {
		rmSync(folder, { recursive: true });
	});

	function jobFor(format: ExportFormat, query = ''): ExportJob {
		const url = `${originOf(server)}/api/v1/module/crm/lead/list${query}`;
		const csv = { delimiter: ',', hasMark: true };
		return { target: join(folder, `leads.${format}`), plan: { url, format, csv }, headers: [], session: 'k' };
	}

	function write(job: ExportJob, change: Partial<ExportWriting> = {}): Promise<Exported> {
		const account = { name: 'a', origin: originOf(server) };
		return writeExport(job, {
			...{ redactor, flowlu: quickFlowluClient(), yieldToEventLoop: () => setImmediate() },
			access: () => Promise.resolve({ account, credential: { kind: 'apiKey', apiKey } }),
			signal: new AbortController().signal,
			onPage: () => undefined,
			kindsOf: () => Promise.resolve(new Map()),
			onSheetRecords: () => undefined,
			...change,
		});
	}

	/** Goes on by what stands beside the file, as another window does. */
	async function resume({ target }: ExportJob, change?: Partial<ExportWriting>): Promise<Exported> {
		const note = readNote((await noteBeside(target)) ?? '');
		assert.ok(note !== undefined, 'there is a note');
		return write({ ...note, target }, change);
	}

	async function assertWhole({ target, plan: { format } }: ExportJob, { end }: Exported): Promise<void> {
		assert.equal(end.kind, 'whole');
		assert.deepEqual(readdirSync(folder), [`leads.${format}`]);
		assert.deepEqual(await readBack(target, format), tableOf(records, format === 'csv' ? guardFormulas : undefined));
	}

	test('are the members of all records, on whichever page they come, with every cell, in every format', async () => {
		for (let seed = 0; seed < 5; seed++) {
			records = changingRecords(seed);
			for (const format of exportFormats) {
				const job = jobFor(format);
				await assertWhole(job, await write(job));
				rmSync(job.target);
			}
		}
	});

	test('stay those where the header needs no more than the first page has', async () => {
		records = changingRecords(1).map(({ id = 0 }) => ({ id, name: `n${textOf(id)}` }));
		const job = jobFor('csv');
		await assertWhole(job, await write(job));
	});

	test('are the same after a pause at any page', async () => {
		records = changingRecords(2);
		for (const format of exportFormats) {
			for (let page = 3; page <= 9; page += 2) {
				[failing, asked] = [[page, page + 2], 0];
				const job = jobFor(format);
				assert.equal((await write(job)).end.kind, 'paused');
				// What a crash leaves behind the last note.
				appendFileSync(partOf(job.target), '1,2,"3\r\n{"id":');
				await resume(job);
				await assertWhole(job, await resume(job));
				rmSync(job.target);
			}
		}
	});

	test('are the same where the file was cancelled when it was nearly there', async () => {
		records = changingRecords(3);
		const job = jobFor('csv');
		const controller = new AbortController();
		const { end } = await write(job, {
			signal: controller.signal,
			yieldToEventLoop: async () => {
				if (readdirSync(folder).includes('leads.csv.part.new')) {
					controller.abort();
				}
				await setImmediate();
			},
		});
		assert.deepEqual(end, { kind: 'short', because: 'cancelled' });
		assert.deepEqual(readdirSync(folder).toSorted(), ['leads.csv.part', 'leads.csv.part.resume']);
		await assertWhole(job, await resume(job));
	});

	test('are those of a file that may lack records, too', async () => {
		records = changingRecords(4);
		isMoving = true;
		const { end } = await write(jobFor('csv', '?order_by[desc][]=id'));
		assert.equal(end.kind, 'short');
		assert.deepEqual(readdirSync(folder), ['leads.csv.part']);
		assert.deepEqual(await readBack(join(folder, 'leads.csv.part'), 'csv'), tableOf(records, guardFormulas));
	});

	test('have no secret in their names or cells, on whichever page they come, nor has what stands beside them', async () => {
		records = changingRecords(5).map((record, index) => (index < 30 ? record : { ...record, [secret]: `x${secret}` }));
		for (const format of exportFormats) {
			[failing, asked] = [[8], 0];
			const job = jobFor(format);
			await write(job);
			const noted = [partOf(job.target), `${partOf(job.target)}.resume`];
			const unfinished = noted.map(name => ({ name, content: readFileSync(name) }));
			await resume(job);
			const content = JSON.stringify(await readBack(job.target, format));
			assert.deepEqual(findLeaks({ secret }, [...unfinished, { name: job.target, content }]), []);
			assert.match(content, /x•••/u);
		}
	});

	test('are 16,384 at most: beyond that the export pauses and what came stays', async () => {
		const many = Object.fromEntries(Array.from({ length: 16_384 }, (_, index) => [`f${index}`, index]));
		records = [...changingRecords(6, pageSize), { id: pageSize + 1, ...many }];
		for (const format of ['csv', 'xlsx'] as const) {
			const { end, state } = await write(jobFor(format));
			assert.ok(end.kind === 'paused');
			assert.match(String(end.error), /^SheetLimitError/u);
			assert.equal(state.place.records, pageSize);
		}
	});
});
