import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import {
	createHttpClient,
	retryAfter,
	type HttpClient,
	type SendOptions,
	type SendPhase,
} from '../../../src/net/client';
import { CancelledError, NetworkError } from '../../../src/net/errors';
import { createRequestQueue } from '../../../src/net/queue';
import { transport } from '../../../src/net/transport';
import { html, json, plain, raw } from '../../support/answers';
import {
	deafOrigin,
	withHostileServer,
	type Answer,
	type HostileServer,
	type Script,
} from '../../support/hostileServer';

const never = new AbortController().signal;
const send: SendOptions = { signal: never, lane: 'account', gap: 0, repeatable: true };
const slowDown = html('<h1>Too Many Requests</h1>', '429 Too Many Requests');

function client({ backoff = [1, 2, 4] }: { readonly backoff?: readonly number[] } = {}): HttpClient {
	return createHttpClient({
		queue: createRequestQueue(),
		loadTransport: () => Promise.resolve(transport),
		limits: () => ({ timeout: 2000, maxBytes: 1_000_000 }),
		backoff,
	});
}

function get(server: Pick<HostileServer, 'origin'>) {
	return { method: 'GET', url: `${server.origin}/`, headers: [] };
}

function busyUntil(retryAfterValue: string): Answer {
	return plain({ status: '429 Too Many Requests', headers: [['Retry-After', retryAfterValue]] });
}

/** What the user sees of the wait. */
function recorded(phases: SendPhase[]): (phase: SendPhase) => void {
	return phase => {
		phases.push(phase);
	};
}

suite('Client: repeating', () => {
	const repeated: readonly [title: string, script: Script, requests: number, phases: readonly SendPhase[]][] = [
		['nothing when all is well', [json({})], 1, []],
		['after a 429', [slowDown, json({})], 2, [{ phase: 'waitingToRetry', milliseconds: 1, because: 429 }]],
		[
			'after a 429 that names the wait',
			[busyUntil('0'), json({})],
			2,
			[{ phase: 'waitingToRetry', milliseconds: 0, because: 429 }],
		],
		[
			'after a reset',
			[raw('', 'reset'), json({})],
			2,
			[{ phase: 'waitingToRetry', milliseconds: 1, because: 'connectionReset' }],
		],
		[
			'as often as there are pauses',
			[raw('', 'end'), slowDown, raw('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx', 'end'), json({})],
			4,
			[
				{ phase: 'waitingToRetry', milliseconds: 1, because: 'connectionReset' },
				{ phase: 'waitingToRetry', milliseconds: 2, because: 429 },
				{ phase: 'waitingToRetry', milliseconds: 4, because: 'connectionReset' },
			],
		],
	];
	for (const [title, script, requests, phases] of repeated) {
		test(`repeats a read: ${title}`, async () => {
			await withHostileServer(script, async server => {
				const heard: SendPhase[] = [];
				const { status } = await client().send(get(server), { ...send, onPhase: recorded(heard) });
				assert.deepEqual(
					[status, server.received.length, heard.filter(({ phase }) => phase === 'waitingToRetry')],
					[200, requests, phases],
				);
			});
		});
	}

	const final: readonly [title: string, answer: Answer, outcome: string][] = [
		['a 429 that stays', slowDown, '429 after 4'],
		['a 429 that asks for more than a minute', busyUntil('61'), '429 after 1'],
		['a 429 with an absurd wait', busyUntil('9'.repeat(400)), '429 after 1'],
		['a reset that stays', raw('', 'reset'), 'connectionReset after 4'],
		['HTTP 500', plain({ status: '500 Oh' }), '500 after 1'],
		['HTTP 503 with a wait', plain({ status: '503 Busy', headers: [['Retry-After', '0']] }), '503 after 1'],
		['broken HTTP', raw('nonsense\r\n\r\n', 'end'), 'malformed after 1'],
		['an answer that is too large', plain({ body: 'x'.repeat(1_000_001) }), 'tooLarge after 1'],
	];
	for (const [title, answer, outcome] of final) {
		test(`gives up on ${title}`, async () => {
			await withHostileServer([answer], async server => {
				assert.equal(`${await outcomeOf(client().send(get(server), send))} after ${server.received.length}`, outcome);
			});
		});
	}

	for (const [title, answer] of [
		['429', slowDown],
		['429 with a wait', busyUntil('0')],
		['a reset', raw('', 'reset')],
		['an end within the body', raw('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx', 'end')],
		['a timeout', raw('', 'stall')],
	] as const) {
		test(`sends what is not repeatable once, whatever comes back: ${title}`, async () => {
			await withHostileServer([answer, json({})], async server => {
				const http = createHttpClient({
					queue: createRequestQueue(),
					loadTransport: () => Promise.resolve(transport),
					limits: () => ({ timeout: 50, maxBytes: 1000 }),
					backoff: [1],
				});
				const heard: SendPhase[] = [];
				assert.notEqual(
					await outcomeOf(
						http.send(
							{ ...get(server), method: 'POST', body: 'a=1' },
							{ ...send, repeatable: false, onPhase: recorded(heard) },
						),
					),
					'200',
				);
				assert.deepEqual([server.received.length, heard], [1, [{ phase: 'sending' }]]);
			});
		});
	}

	test('can be cancelled during the pause', async () => {
		await withHostileServer([slowDown], async server => {
			const cancellation = new AbortController();
			const onPhase = ({ phase }: SendPhase) => {
				if (phase === 'waitingToRetry') {
					cancellation.abort();
				}
			};
			const http = client({ backoff: [60_000] });
			await assert.rejects(http.send(get(server), { ...send, signal: cancellation.signal, onPhase }), CancelledError);
			assert.equal(server.received.length, 1);
		});
	});

	test('lets others of the lane go first while it pauses', async () => {
		await withHostileServer([slowDown, json({})], async server => {
			const cancellation = new AbortController();
			const http = client({ backoff: [60_000] });
			const paused = http.send(get(server), { ...send, signal: cancellation.signal });
			assert.equal((await http.send(get(server), send)).status, 200);
			cancellation.abort();
			await assert.rejects(paused, CancelledError);
		});
	});
});

suite('Client', () => {
	test('requests of a lane never overlap', async () => {
		await withHostileServer([json({})], async server => {
			const http = client();
			await Promise.all(Array.from({ length: 5 }, () => http.send(get(server), send)));
			// Requests that overlap need a connection each.
			assert.deepEqual([server.received.length, server.connections()], [5, 1]);
		});
	});

	test('requests of different lanes do not wait for one another', async () => {
		await withHostileServer([raw('', 'stall'), json({})], async server => {
			const cancellation = new AbortController();
			const http = client();
			const stalled = http.send(get(server), { ...send, signal: cancellation.signal });
			await server.firstRequest();
			assert.equal((await http.send(get(server), { ...send, lane: 'other' })).status, 200);
			cancellation.abort();
			await assert.rejects(stalled, CancelledError);
		});
	});

	test('tells who nobody answered, and the code of the platform', async () => {
		const origin = await deafOrigin();
		await assert.rejects(
			client().send(get({ origin }), { ...send, repeatable: false }),
			new NetworkError('connectionRefused', new URL(origin).host, 'ECONNREFUSED'),
		);
	});

	test('says nothing of an address that is none, which may hold a key', async () => {
		const request = { method: 'GET', url: 'nowhere?api_key=abcdefgh', headers: [] };
		await assert.rejects(client().send(request, send), new NetworkError('other', '', 'ERR_INVALID_URL'));
	});

	test('asks for its limits at each request', async () => {
		await withHostileServer([plain({ body: 'four' })], async server => {
			let maxBytes = 4;
			const http = createHttpClient({
				queue: createRequestQueue(),
				loadTransport: () => Promise.resolve(transport),
				limits: () => ({ timeout: 2000, maxBytes }),
			});
			assert.equal(await outcomeOf(http.send(get(server), send)), '200');
			maxBytes = 3;
			assert.equal(await outcomeOf(http.send(get(server), send)), 'tooLarge');
		});
	});
});

suite('Retry-After', () => {
	const now = Date.UTC(1994, 10, 6, 8, 49, 30);
	const cases: readonly [value: string | undefined, milliseconds: number | undefined][] = [
		['0', 0],
		['7', 7000],
		[' 7 ', 7000],
		['Sun, 06 Nov 1994 08:49:37 GMT', 7000],
		['Sunday, 06-Nov-94 08:49:37 GMT', 7000],
		['Sun Nov  6 08:49:37 1994', 7000],
		['Sun, 06 Nov 1994 08:49:00 GMT', 0],
		[undefined, undefined],
		['', undefined],
		['soon', undefined],
		['-5', undefined],
		['1.5', undefined],
		['in 3', undefined],
		['1994', 1_994_000],
		['Sun, 99 Nov 1994 08:49:37 GMT', undefined],
	];
	for (const [value, milliseconds] of cases) {
		test(`${String(value)} means ${String(milliseconds)}`, () => {
			assert.equal(retryAfter(value, now), milliseconds);
		});
	}
});

/** The HTTP status, or what failed. */
async function outcomeOf(answer: ReturnType<HttpClient['send']>): Promise<string> {
	try {
		return String((await answer).status);
	} catch (error) {
		assert.ok(error instanceof NetworkError);
		return error.failure;
	}
}
