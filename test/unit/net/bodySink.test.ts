import assert from 'node:assert/strict';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { suite, test } from 'mocha';
import type { HttpHeader } from '../../../src/net/http';
import { transport } from '../../../src/net/transport/transport';
import type { BodySink, TransportOptions, TransportResult } from '../../../src/net/transportPort';
import { quickHttpClient } from '../../support/httpClient';
import { withHostileServer } from '../../support/hostileServer';
import { endless, plain } from '../../support/scriptedResponses';

const limits = { signal: new AbortController().signal, timeout: 5000, maxBytes: 1_000_000 };
const block = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 251));

/** Keeps what it gets since it last began. */
class Collected implements BodySink {
	begun: (readonly HttpHeader[])[] = [];
	pieces: Uint8Array[] = [];

	/** @param onWrite runs before each piece is taken */
	constructor(private readonly onWrite: () => Promise<void> | void = () => undefined) {}

	begin(headers: readonly HttpHeader[]): Promise<void> {
		this.begun.push(headers);
		this.pieces = [];
		return Promise.resolve();
	}

	async write(bytes: Uint8Array): Promise<void> {
		await this.onWrite();
		this.pieces.push(Buffer.from(bytes));
	}

	get body(): Buffer {
		return Buffer.concat(this.pieces);
	}
}

function ask(origin: string, options: Partial<TransportOptions>): Promise<TransportResult> {
	return transport({ method: 'GET', url: `${origin}/`, headers: [] }, { ...limits, ...options });
}

suite('A body that goes elsewhere than into memory', () => {
	const whole = Buffer.concat(Array.from({ length: 30 }, () => block));
	const cases = [
		['as it is', plain({ body: whole })],
		['without an announced length', endless(block, 30)],
		['in gzip', plain({ headers: [['Content-Encoding', 'gzip']], body: gzipSync(whole) })],
		['in brotli', plain({ headers: [['Content-Encoding', 'br']], body: brotliCompressSync(whole) })],
	] as const;
	for (const [title, response] of cases) {
		test(`arrives byte for byte ${title}, also beyond the limit of memory`, async () => {
			await withHostileServer([response], async ({ origin }) => {
				const sink = new Collected();
				const result = await ask(origin, { sink: () => sink });
				assert.ok(result.kind === 'response');
				assert.deepEqual([result.response.saved, result.response.body.length], [whole.length, 0]);
				assert.ok(sink.body.equals(whole));
				assert.equal(sink.begun.length, 1);
			});
		});
	}

	test('arrives with what had come before somebody wanted it', async () => {
		await withHostileServer([endless(block, 30)], async ({ origin }) => {
			const sink = new Collected();
			let asked = 0;
			const result = await ask(origin, { sink: () => (++asked > 3 ? sink : undefined) });
			assert.ok(result.kind === 'response');
			assert.equal(result.response.saved, whole.length);
			assert.ok(sink.body.equals(whole));
		});
	});

	const inMemory = [
		['a small one', plain({ body: 'small' })],
		['an error', plain({ status: '500 Broken', body: block })],
		[
			'one that may be a gzip without saying so',
			plain({ headers: [['Content-Type', 'application/json']], body: gzipSync(block, { level: 0 }) }),
		],
	] as const;
	for (const [title, response] of inMemory) {
		test(`does not if it is ${title}`, async () => {
			await withHostileServer([response], async ({ origin }) => {
				const sink = new Collected();
				const result = await ask(origin, { sink: () => sink });
				assert.ok(result.kind === 'response');
				assert.deepEqual([result.response.saved, sink.begun.length], [undefined, 0]);
				assert.ok(result.response.body.length > 0);
			});
		});
	}

	test('begins anew where a read is sent again', async () => {
		const cut = {
			chunks: [`HTTP/1.1 200 OK\r\nContent-Length: ${whole.length}\r\n\r\n`, block],
			after: 'end' as const,
		};
		await withHostileServer([cut, plain({ body: whole })], async ({ origin }) => {
			const sink = new Collected();
			const { saved } = await quickHttpClient().send(
				{ method: 'GET', url: `${origin}/`, headers: [] },
				{ signal: limits.signal, lane: origin, gap: 0, repeatable: true, sink: () => sink },
			);
			assert.deepEqual([saved, sink.begun.length], [whole.length, 2]);
			assert.ok(sink.body.equals(whole));
		});
	});

	test('may take longer than the timeout as long as something comes, and tells how much has', async () => {
		const slow = { ...plain({ body: whole }) };
		const [head = '', body = ''] = slow.chunks;
		const parts = Array.from({ length: 10 }, (_, index) => body.slice(index * 300_000, (index + 1) * 300_000));
		const reports: (readonly [bytes: number, total: number | undefined])[] = [];
		await withHostileServer([{ chunks: [head, ...parts], after: 'keep', pause: 100 }], async ({ origin }) => {
			const sink = new Collected();
			const result = await ask(origin, {
				timeout: 700,
				sink: () => sink,
				onReceived: (...report) => reports.push(report),
			});
			assert.equal(result.kind, 'response');
			assert.ok(sink.body.equals(whole));
			assert.ok(reports.length > 0);
			for (const [bytes, total] of reports) {
				assert.ok(bytes <= whole.length);
				assert.equal(total, whole.length);
			}
		});
	});

	test('is asked for no faster than it is taken, and no more of it when the request is cancelled', async () => {
		const controller = new AbortController();
		const sink = new Collected(async () => {
			if (sink.pieces.length === 5) {
				controller.abort();
				await Promise.resolve();
			}
		});
		await withHostileServer([endless(Buffer.alloc(2 ** 20), 1024)], async server => {
			const result = await ask(server.origin, { signal: controller.signal, sink: () => sink });
			assert.equal(result.kind, 'cancelled');
			await server.allHungUp();
			assert.ok(server.bytesSent() < 2 ** 25, `${server.bytesSent()} bytes were taken`);
			assert.ok(sink.pieces.length <= 6, String(sink.pieces.length));
		});
	});
});
