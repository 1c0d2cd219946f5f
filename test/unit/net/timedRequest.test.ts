import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import type { NetworkPhase, Timing } from '../../../src/net/phases';
import { transport } from '../../../src/net/transport/transport';
import type { TransportOptions, TransportResult } from '../../../src/net/transportPort';
import { plain, raw } from '../../support/scriptedResponses';
import {
	deafOrigin,
	withHostileServer,
	type ScriptedResponse,
	type HostileServerOptions,
} from '../../support/hostileServer';

const fiveSeconds: TransportOptions = { signal: new AbortController().signal, timeout: 5000, maxBytes: 1_000_000 };

function ask(origin: string, options: Partial<TransportOptions> = {}): Promise<TransportResult> {
	return transport({ method: 'GET', url: `${origin}/`, headers: [] }, { ...fiveSeconds, ...options });
}

async function timingOf(origin: string): Promise<Timing> {
	const result = await ask(origin);
	assert.ok(result.kind === 'response' && result.response.timing !== undefined);
	const { timing, milliseconds } = result.response;
	const sum = Object.values(timing).reduce((total, time) => total + time, 0);
	assert.ok(Math.abs(sum - milliseconds) < 5, `${sum} ms in phases of ${milliseconds} ms`);
	return timing;
}

suite('Phases of a request', () => {
	test('of the first are connecting, waiting and reading; of the next, which finds the connection open, only these two', async () => {
		await withHostileServer([plain({ body: 'x' })], async ({ origin }) => {
			assert.deepEqual(Object.keys(await timingOf(origin)), ['connect', 'firstByte', 'body']);
			assert.deepEqual(Object.keys(await timingOf(origin)), ['firstByte', 'body']);
		});
	});

	test('begin with the look-up of a name', async () => {
		await withHostileServer([plain({})], async ({ origin }) => {
			const named = origin.replace('127.0.0.1', 'localhost');
			assert.deepEqual(Object.keys(await timingOf(named)), ['dns', 'connect', 'firstByte', 'body']);
		});
	});

	test('last as long as the server makes them', async () => {
		const slow: ScriptedResponse = {
			chunks: ['', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n', 'x'],
			after: 'keep',
			pause: 200,
		};
		await withHostileServer([slow], async ({ origin }) => {
			const { connect = 0, firstByte = 0, body = 0 } = await timingOf(origin);
			// On a busy machine each is noticed late, which makes the next one shorter.
			assert.ok(connect < firstByte && firstByte >= 100 && body >= 100, JSON.stringify({ connect, firstByte, body }));
		});
	});

	const silence = raw('', 'stall');
	const began = raw('HTTP/1.1 200 OK\r\nX-', 'stall');
	const failures: readonly [
		title: string,
		phase: NetworkPhase,
		response: ScriptedResponse,
		options?: HostileServerOptions,
	][] = [
		['time runs out in the TLS handshake', 'tls', silence, { encrypted: true }],
		['the TLS handshake is reset', 'tls', silence, { encrypted: true, greeting: raw('', 'reset') }],
		['time runs out before the response', 'firstByte', silence],
		['the connection breaks before the response', 'firstByte', raw('', 'reset')],
		['time runs out within the headers', 'body', began],
		['the connection breaks within the body', 'body', raw('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx', 'end')],
		['what comes is not HTTP', 'body', raw('SSH-2.0-OpenSSH_9.6\r\n', 'stall')],
	];
	for (const [title, phase, response, options] of failures) {
		test(`tell that ${title}`, async () => {
			await withHostileServer(
				[response],
				async ({ origin }) => {
					const result = await ask(origin, { timeout: 400 });
					assert.ok(result.kind === 'failure');
					assert.equal(result.progress?.phase, phase);
					assert.ok(Object.hasOwn(result.progress.timing, phase));
				},
				options,
			);
		});
	}

	test('tell that nobody listens, and that there is no such name', async () => {
		for (const [origin, phase] of [
			[await deafOrigin(), 'connect'],
			['http://nowhere.invalid', 'dns'],
		] as const) {
			const result = await ask(origin);
			assert.ok(result.kind === 'failure');
			assert.deepEqual([result.progress?.phase, Object.keys(result.progress?.timing ?? {})], [phase, [phase]]);
		}
	});
});
