import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { createHttpClient, type HttpClient, type HttpSendOptions, type SendPhase } from '../../../src/net/httpClient';
import { CancelledError, NetworkError } from '../../../src/net/networkErrors';
import { createRequestQueue } from '../../../src/net/queue';
import { transport } from '../../../src/net/transport/transport';
import { html, json, plain, raw } from '../../support/scriptedResponses';
import {
	deafOrigin,
	withHostileServer,
	type ScriptedResponse,
	type HostileServer,
	type Script,
} from '../../support/hostileServer';

const never = new AbortController().signal;
const send: HttpSendOptions = { signal: never, lane: 'account', gap: 0, repeatable: true };
const slowDown = html('<h1>Too Many Requests</h1>', '429 Too Many Requests');

function client({ backoff = [1, 2, 4], timeout = 8000 }: ClientOptions = {}): HttpClient {
	return createHttpClient({
		queue: createRequestQueue(),
		loadTransport: () => Promise.resolve(transport),
		limits: () => ({ timeout, maxBytes: 1_000_000 }),
		backoff,
	});
}

interface ClientOptions {
	readonly backoff?: readonly number[];
	/** Milliseconds; unless given so many that a busy machine does not need them. */
	readonly timeout?: number;
}

function get(server: Pick<HostileServer, 'origin'>) {
	return { method: 'GET', url: `${server.origin}/`, headers: [] };
}

function busyUntil(retryAfterValue: string): ScriptedResponse {
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
			'after a 503',
			[plain({ status: '503 Busy' }), json({})],
			2,
			[{ phase: 'waitingToRetry', milliseconds: 1, because: 503 }],
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

	const final: readonly [title: string, response: ScriptedResponse, outcome: string][] = [
		['a 429 that stays', slowDown, '429 after 4'],
		['a 429 that asks for more than the timeout', busyUntil('9'), '429 after 1'],
		['a 429 with an absurd wait', busyUntil('9'.repeat(400)), '429 after 1'],
		['a reset that stays', raw('', 'reset'), 'connectionReset after 4'],
		['HTTP 500', plain({ status: '500 Oh' }), '500 after 1'],
		['HTTP 503 that stays', plain({ status: '503 Busy', headers: [['Retry-After', '0']] }), '503 after 4'],
		['silence, which has taken all the time', raw('', 'stall'), 'timeout after 1'],
		['broken HTTP', raw('nonsense\r\n\r\n', 'end'), 'malformed after 1'],
		['a response that is too large', plain({ body: 'x'.repeat(1_000_001) }), 'tooLarge after 1'],
	];
	for (const [title, response, outcome] of final) {
		test(`gives up on ${title}`, async () => {
			await withHostileServer([response], async server => {
				const http = client(outcome.startsWith('timeout') ? { timeout: 300 } : {});
				assert.equal(`${await outcomeOf(http.send(get(server), send))} after ${server.received.length}`, outcome);
			});
		});
	}

	test("repeats nothing after the request's own limit, however long others may take (T7)", async () => {
		await withHostileServer([busyUntil('3'), json({})], async server => {
			const { status } = await client().send({ ...get(server), timeout: 500 }, send);
			assert.deepEqual([status, server.received.length], [429, 1]);
		});
	});

	for (const [title, response] of [
		['429', slowDown],
		['429 with a wait', busyUntil('0')],
		['a reset', raw('', 'reset')],
		['an end within the body', raw('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx', 'end')],
		['a timeout', raw('', 'stall')],
	] as const) {
		test(`sends what is not repeatable once, whatever comes back: ${title}`, async () => {
			await withHostileServer([response, json({})], async server => {
				const http = createHttpClient({
					queue: createRequestQueue(),
					loadTransport: () => Promise.resolve(transport),
					// Long enough for a busy machine to have the request arrive.
					limits: () => ({ timeout: title === 'a timeout' ? 1000 : 8000, maxBytes: 1000 }),
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
			const http = client({ backoff: [60_000], timeout: 90_000 });
			await assert.rejects(http.send(get(server), { ...send, signal: cancellation.signal, onPhase }), CancelledError);
			assert.equal(server.received.length, 1);
		});
	});

	test('lets others of the lane go first while it pauses', async () => {
		await withHostileServer([slowDown, json({})], async server => {
			const cancellation = new AbortController();
			const http = client({ backoff: [60_000], timeout: 90_000 });
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

	test('tells which host did not respond, and the code of the platform', async () => {
		const origin = await deafOrigin();
		await assert.rejects(client().send(get({ origin }), { ...send, repeatable: false }), {
			name: 'NetworkError',
			failure: 'connectionRefused',
			host: new URL(origin).host,
			code: 'ECONNREFUSED',
		});
	});

	test('says nothing of an address that is none, which may hold a key', async () => {
		const request = { method: 'GET', url: 'nowhere?api_key=abcdefgh', headers: [] };
		await assert.rejects(client().send(request, send), { failure: 'other', host: '', code: 'ERR_INVALID_URL' });
	});

	test('tells how often it tried, and how far it came at last', async () => {
		await withHostileServer([raw('', 'reset'), raw('', 'reset'), raw('SSH', 'stall')], async server => {
			const { details } = await failureOf(client().send(get(server), send));
			assert.deepEqual(
				[details.tries, details.progress?.phase, details.isUnsettled, server.received.length],
				[3, 'body', false, 3],
			);
		});
	});

	const began = raw('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx', 'end');
	const fates: readonly [
		title: string,
		response: ScriptedResponse,
		greeting: ScriptedResponse | undefined,
		isUnsettled: boolean,
	][] = [
		['sent, no response', raw('', 'end'), undefined, true],
		['sent, half a response', began, undefined, true],
		['stopped by a TLS handshake that fails', raw('', 'stall'), raw('', 'reset'), false],
	];
	for (const [title, response, greeting, isUnsettled] of fates) {
		test(`knows whether a change may have been carried out: ${title}`, async () => {
			const options = greeting === undefined ? {} : { encrypted: true, greeting };
			await withHostileServer(
				[response],
				async server => {
					const request = { ...get(server), method: 'POST', body: 'a=1' };
					const work = client().send(request, { ...send, repeatable: false, changesData: true });
					assert.equal((await failureOf(work)).details.isUnsettled, isUnsettled);
				},
				options,
			);
		});
	}

	test('tells how long a response waited for its turn', async () => {
		await withHostileServer([{ chunks: [], after: 'stall' }, json({})], async server => {
			const http = client();
			const [, response] = await Promise.all([
				http.send({ ...get(server), timeout: 80 }, { ...send, repeatable: false }).catch((error: unknown) => error),
				http.send(get(server), send),
			]);
			const { queue = 0, connect = 0 } = response.timing ?? {};
			assert.ok(queue > 60 && queue < 2000 && connect < queue, JSON.stringify(response.timing));
		});
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

async function failureOf(response: ReturnType<HttpClient['send']>): Promise<NetworkError> {
	try {
		await response;
	} catch (error) {
		assert.ok(error instanceof NetworkError);
		return error;
	}
	return assert.fail('Nothing failed.');
}

/** The HTTP status, or what failed. */
async function outcomeOf(response: ReturnType<HttpClient['send']>): Promise<string> {
	try {
		return String((await response).status);
	} catch (error) {
		assert.ok(error instanceof NetworkError);
		return error.failure;
	}
}
