import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { parse } from 'papaparse';
import { noteBeside } from '../../src/disk/partFile';
import { type ExportJob, type ExportWriting, writeExport } from '../../src/disk/writeExport';
import { createRedactor } from '../../src/net/redaction/redact';
import { Secret } from '../../src/net/redaction/secret';
import type { ExportFormat } from '../../src/records/export/exportFormat';
import { readNote } from '../../src/records/export/exportNote';
import type { Exported } from '../../src/records/export/exportRecords';
import { guardFormulas } from '../../src/records/formulaGuard';
import { type SandboxResponse, textResponse } from '../../src/sandbox/sandboxResponse';
import { listen, originOf, stop } from '../../src/sandbox/server';
import { quickFlowluClient } from './httpClient';
import { Random } from './random';
import { digitsOf, readSheets } from './xlsx';

type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };
export type Fields = Readonly<Record<string, Value>>;

export const pageSize = 7;

const names = ['name', 'a,b', 'say "hi"', '=x', 'two\nlines', 'Ünï', ' ', ...Array.from('klmnop')];
const values: readonly Value[] = [
	...['text', 'a,b;c', 'say "hi"', '=1+1', '-5', '007', '', 'two\r\nlines', '😀', ',', '"', null, true, 4711, -0.5],
	...[[1, 'x,y'], { a: ['"'] }],
];

/** Records of nine pages whose members come and go: later pages have what earlier ones do not. */
export function changingRecords(seed: number): readonly Fields[] {
	const random = new Random(seed);
	return Array.from({ length: 9 * pageSize }, (_, index) => {
		const known = names.slice(0, 2 + Math.floor(index / pageSize) * 2);
		const some = known.filter(() => random.next() < 0.5).map(name => [name, random.pick(values) ?? null] as const);
		return Object.fromEntries([['id', index + 1], ...(random.next() < 0.5 ? some : some.toReversed())]);
	});
}

/** A list on loopback that is exported into a folder of its own. */
export class ExportedList {
	readonly secret = 'canary-0123456789abcdef';
	readonly folder = mkdtempSync(join(tmpdir(), 'exported-'));
	records: readonly Fields[] = [];
	/** Does the total become another from page to page? */
	isMoving = false;
	/** Called with the number of the request, from 1, before its page is given; where it throws, HTTP 500 is. */
	beforePage: (asked: number) => void | Promise<void> = () => undefined;
	private readonly redactor = createRedactor();
	private readonly apiKey = new Secret(this.secret);
	private asked = 0;

	private constructor(private readonly server: Server) {
		this.redactor.add(this.apiKey);
	}

	static async start(): Promise<ExportedList> {
		const server = await listen(0, ({ url }) => list.respond(url));
		const list = new ExportedList(server);
		return list;
	}

	get origin(): string {
		return originOf(this.server);
	}

	get names(): readonly string[] {
		return readdirSync(this.folder).toSorted();
	}

	/** Counts requests from here on. */
	restart(): void {
		this.asked = 0;
	}

	/** @param query with its question mark */
	job(format: ExportFormat, query = ''): ExportJob {
		const csv = { delimiter: ',', hasMark: true };
		return {
			target: join(this.folder, `leads.${format}`),
			plan: { url: `${this.origin}/api/v1/module/crm/lead/list${query}`, format, csv },
			headers: [],
			session: 'k',
		};
	}

	write(job: ExportJob, change: Partial<ExportWriting> = {}): Promise<Exported> {
		const account = { name: 'a', origin: this.origin };
		return writeExport(job, {
			redactor: this.redactor,
			flowlu: quickFlowluClient(),
			yieldToEventLoop: () => setImmediate(),
			access: () => Promise.resolve({ account, credential: { kind: 'apiKey', apiKey: this.apiKey } }),
			signal: new AbortController().signal,
			onPage: () => undefined,
			kindsOf: () => Promise.resolve(new Map()),
			onSheetRecords: () => undefined,
			...change,
		});
	}

	/** Goes on by what stands beside the file, as another window does. */
	async resume({ target }: Pick<ExportJob, 'target'>, change?: Partial<ExportWriting>): Promise<Exported> {
		const note = readNote((await noteBeside(target)) ?? '');
		assert.ok(note !== undefined, 'there is a note');
		return this.write({ ...note, target }, change);
	}

	/** Nothing but the file is there, with every cell of every record; it is gone then. */
	async takeWhole(format: ExportFormat): Promise<void> {
		const name = `leads.${format}`;
		assert.deepEqual(this.names, [name]);
		await this.assertCells(name, format);
		rmSync(join(this.folder, name));
	}

	async assertCells(name: string, format: ExportFormat): Promise<void> {
		const wanted = tableOf(this.records, format === 'csv' ? guardFormulas : undefined);
		assert.deepEqual(await readBack(join(this.folder, name), format), wanted);
	}

	async close(): Promise<void> {
		rmSync(this.folder, { recursive: true });
		await stop(this.server);
	}

	private async respond(url: string): Promise<SandboxResponse> {
		this.asked++;
		try {
			await this.beforePage(this.asked);
		} catch {
			return textResponse(500, 'This page is not to be had.');
		}
		const { searchParams } = new URL(url, this.origin);
		const more = /"value":(?<id>\d+)/u.exec(searchParams.get('filter[id]') ?? '')?.groups?.['id'] ?? '0';
		const left = this.records.slice(Number(more));
		const start = (Number(searchParams.get('page') ?? '1') - 1) * pageSize;
		const found = left.length + (this.isMoving ? this.asked : 0);
		const response = { total: this.records.length, total_result: found, items: left.slice(start, start + pageSize) };
		return {
			status: 200,
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ response }),
		};
	}
}

/** What a file has, as rows of text below the columns; of JSON and NDJSON what their values say. */
export async function readBack(path: string, format: ExportFormat): Promise<readonly (readonly string[])[]> {
	const bytes = readFileSync(path);
	switch (format) {
		case 'csv': {
			const rows: (readonly string[])[] = [];
			parse(bytes.toString('utf8').replace(/^\ufeff/u, ''), {
				delimiter: ',',
				newline: '\r\n',
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
