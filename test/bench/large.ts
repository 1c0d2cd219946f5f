import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { portOf } from '../support/hostileServer';
import type { Taken, Way } from './largeProcess';
import type { Figure, Row } from './table';

const usableWithin: Readonly<Record<number, number>> = { 1: 500, 10: 1000, 50: 2000, 200: 2000 };

/** Lists of 1 to 50 MB as text and as files. */
export function benchLarge(): Promise<Row[]> {
	return measured([1, 10, 50]);
}

/** The same of 200 MB. */
export function benchLargest(): Promise<Row[]> {
	return measured([200]);
}

async function measured(sizes: readonly number[]): Promise<Row[]> {
	const server = createServer((request, response) => {
		const bytes = Number(request.url?.slice(1));
		response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': bytes });
		Readable.from(listOf(bytes)).pipe(response);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const rows: Row[] = [];
	try {
		for (const megabytes of sizes) {
			const [shown, filtered, saved, floor] = [
				await take('shown', megabytes, server),
				await take('filtered', megabytes, server),
				await take('saved', megabytes, server),
				await take('floor', megabytes, server),
			];
			rows.push(...rowsOf(megabytes, { shown, filtered, saved, floor }));
		}
	} finally {
		server.closeAllConnections();
		server.close();
	}
	return rows;
}

function rowsOf(megabytes: number, { shown, filtered, saved, floor }: Readonly<Record<Way, Taken>>): Row[] {
	const what = `response of ${megabytes} MB`;
	const note =
		'Large responses: one list over loopback, in a new process each. Text: of the document, before VS Code draws it. Floor: node:http, Buffer.concat and toString.';
	const beside = (value: number) => ({ beside: { name: 'floor', value }, note });
	const atMost = (limit: number): Pick<Figure, 'target'> => ({ target: { quantity: 'value', bound: 'atMost', limit } });
	const blocked = `${what}, host blocked at most`;
	return [
		{
			what: `${what}, text`,
			unit: 'ms',
			ours: shown.usable,
			...beside(floor.usable),
			...atMost(usableWithin[megabytes] ?? 0),
		},
		{ what: blocked, unit: 'ms', ours: shown.blocked, ...beside(floor.blocked), ...atMost(50) },
		{
			what: `${what}, memory`,
			unit: 'MB',
			ours: shown.grown / 1e6,
			...beside(floor.grown / 1e6),
			...atMost(3 * megabytes),
		},
		{ what: `${what}, filter`, unit: 'ms', ours: filtered.usable, note },
		{ what: `${blocked}, filter`, unit: 'ms', ours: filtered.blocked, note, ...atMost(50) },
		{ what: `${what}, to a file`, unit: 'ms', ours: saved.usable, ...beside(floor.usable) },
		{ what: `${blocked}, to a file`, unit: 'ms', ours: saved.blocked, ...beside(floor.blocked), ...atMost(50) },
		{
			what: `${what}, memory, to a file`,
			unit: 'MB',
			ours: saved.grown / 1e6,
			...beside(floor.grown / 1e6),
			...atMost(80),
		},
	];
}

async function take(way: Way, megabytes: number, server: Server): Promise<Taken> {
	const origin = `http://127.0.0.1:${portOf(server)}`;
	const child = fork(join(__dirname, 'largeProcess.js'), [way, origin, String(megabytes * 1_000_000)]);
	try {
		const [taken] = (await Promise.race([
			once(child, 'message'),
			once(child, 'exit').then(() => {
				throw new Error(`${way} of ${megabytes} MB ended without a figure.`);
			}),
		])) as [Taken];
		return taken;
	} finally {
		child.kill();
	}
}

/** A list of leads in so many bytes, in pieces. */
function* listOf(bytes: number): Generator<string> {
	const head = '{"response":{"items":[';
	const tail = ']}}';
	const record = JSON.stringify({
		id: 1204,
		name: 'Website for Müller & Söhne',
		active: 1,
		budget: '12000.50',
		source_id: null,
		created_date: '2026-02-03 10:20:30',
		description: 'Called, wants an offer by \u201cnext week\u201d.',
		owner_id: 12,
		custom_fields: { cf_1: 'yes', cf_2: ['a', 'b'], cf_3: 17 },
	});
	const batch = `${record},`.repeat(200);
	const size = Buffer.byteLength(batch);
	let left = bytes - head.length - tail.length;
	yield head;
	for (; left > 2 * size; left -= size) {
		yield batch;
	}
	const lastRecords = Math.floor(left / (Buffer.byteLength(record) + 1)) - 1;
	const last = `${record},`.repeat(lastRecords);
	left -= Buffer.byteLength(last);
	yield last;
	// The last one fills what is left.
	yield `{"id":1,"name":"${'x'.repeat(left - '{"id":1,"name":""}'.length)}"}`;
	yield tail;
}
