import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import zlib, { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { suite, test } from 'mocha';
import type { HttpRequest } from '../../../src/net/http';
import { transport } from '../../../src/net/transport/transport';
import type { TransportOptions, TransportResult } from '../../../src/net/transportPort';
import { endless, plain, raw } from '../../support/scriptedResponses';
import { deafOrigin, withHostileServer, type ScriptedResponse } from '../../support/hostileServer';

const never = new AbortController().signal;
const fiveSeconds = { signal: never, timeout: 5000, maxBytes: 1_000_000 };

function ask(
	origin: string,
	options: Partial<TransportOptions> = {},
	request: Partial<HttpRequest> = {},
): Promise<TransportResult> {
	return transport({ method: 'GET', url: `${origin}/`, headers: [], ...request }, { ...fiveSeconds, ...options });
}

/** `tooLarge ERR_TOO_LARGE`, or the kind of what is no failure. */
function nameOf(result: TransportResult): string {
	return result.kind === 'failure' ? `${result.failure} ${result.code}` : result.kind;
}

const started = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsome';
const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
const zipped = gzipSync('x'.repeat(100_000));
/** Long enough for more than one block of any coding. */
const plainBody = Buffer.from(Array.from({ length: 40 }, (_, line) => `line ${line * line}`).join());
/** The same in Zstandard, which not every Node that runs these tests can write. */
const zstdBody = Buffer.from(
	'KLUv/WBhAA0EAOIEDRCwpdiO4JJAJVFSUrIAkbgT41TGbYvF/LeKSGTTcKptZynlNaR/t4yt6tcy9N4NIQAGAUEnIECjGfF0igivYGcJ7igMNdIqJU1A2twSIeOMZzwjwnKbm9ycW4cIYxgDBq4RzBBmNLlBbjUiIgQb2MAD38CrA4MDDzbk5uqqRg==',
	'base64',
);
const compressed: readonly (readonly [coding: string, bytes: Uint8Array])[] = [
	['gzip', gzipSync(plainBody)],
	['x-gzip', gzipSync(plainBody)],
	['deflate', deflateSync(plainBody)],
	['br', brotliCompressSync(plainBody)],
	...('createZstdDecompress' in zlib ? [['zstd', zstdBody] as const] : []),
];

function coded(coding: string, body: Uint8Array): ScriptedResponse {
	return plain({ headers: [['Content-Encoding', coding]], body });
}

suite('Transport: broken responses', () => {
	const cases: readonly [title: string, response: ScriptedResponse, failure: RegExp][] = [
		['a reset before the response', raw('', 'reset'), /^connectionReset ECONNRESET$/u],
		['an end before the response', raw('', 'end'), /^connectionReset ECONNRESET$/u],
		['a reset within the headers', raw('HTTP/1.1 200 OK\r\nContent-', 'reset'), /^connectionReset ECONNRESET$/u],
		['an end within the headers', raw('HTTP/1.1 200 OK\r\nContent-', 'end'), /^connectionReset ECONNRESET$/u],
		['a reset within the body', raw(started, 'reset'), /^connectionReset ECONNRESET$/u],
		['a body shorter than its Content-Length', raw(started, 'end'), /^connectionReset ECONNRESET$/u],
		[
			'a zipped body that is cut off',
			{
				chunks: [`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9999\r\n\r\n`, zipped.subarray(0, 40)],
				after: 'end',
			},
			/^connectionReset ECONNRESET$/u,
		],
		['a chunked body without its end', raw(`${chunked}4\r\nsome\r\n`, 'end'), /^connectionReset ECONNRESET$/u],
		['a chunk size that is none', raw(`${chunked}zz\r\nsome`, 'stall'), /^malformed HPE_INVALID_CHUNK_SIZE$/u],
		['a chunk longer than it says', raw(`${chunked}2\r\nsome\r\n0\r\n\r\n`, 'stall'), /^malformed HPE_/u],
		[
			'two different Content-Lengths',
			raw('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 'stall'),
			/^malformed HPE_UNEXPECTED_CONTENT_LENGTH$/u,
		],
		[
			'Content-Length beside chunks',
			raw('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 'stall'),
			/^malformed HPE_/u,
		],
		[
			'a Content-Length below zero',
			raw('HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n', 'stall'),
			/^malformed HPE_INVALID_CONTENT_LENGTH$/u,
		],
		['a header without a colon', raw('HTTP/1.1 200 OK\r\nnonsense\r\n\r\n', 'stall'), /^malformed HPE_/u],
		['another protocol', raw('SSH-2.0-OpenSSH_9.6\r\n', 'stall'), /^malformed HPE_/u],
		['HTTP/0.9', raw('<html>hello</html>', 'end'), /^malformed HPE_/u],
		[
			'headers of a megabyte',
			plain({ headers: [['X-Big', 'x'.repeat(1_000_000)]] }),
			/^malformed HPE_HEADER_OVERFLOW$/u,
		],
		[
			'ten thousand headers',
			plain({ headers: Array.from({ length: 10_000 }, (_, index) => [`X-${index}`, 'y'] as const) }),
			/^malformed HPE_HEADER_OVERFLOW$/u,
		],
		[
			'gzip that is damaged',
			{ ...coded('gzip', Buffer.concat([zipped.subarray(0, 10), Buffer.alloc(100, 0xff)])), after: 'end' },
			/^malformed Z_DATA_ERROR$/u,
		],
		[
			'an endless gzip that is none',
			endless(Buffer.alloc(2 ** 20), 1024, [['Content-Encoding', 'gzip']]),
			/^tooLarge ERR_TOO_LARGE$/u,
		],
		['brotli that is none', { ...coded('br', Buffer.alloc(100, 0xff)), after: 'end' }, /^malformed ERR_/u],
	];
	for (const [title, response, failure] of cases) {
		test(`names ${title}`, async () => {
			await withHostileServer([response], async server => {
				assert.match(nameOf(await ask(server.origin)), failure);
				await server.allHungUp();
				assert.equal(server.received.length, 1);
			});
		});
	}

	for (const [coding, bytes] of compressed) {
		test(`names ${coding} that is cut off at any place, though its Content-Length is right`, async () => {
			for (const end of [1, 5, bytes.length - 9, bytes.length - 1]) {
				await withHostileServer([coded(coding, bytes.subarray(0, end))], async ({ origin }) => {
					assert.equal(nameOf(await ask(origin)), 'malformed Z_BUF_ERROR', `${end} of ${bytes.length} bytes`);
				});
			}
		});

		test(`takes ${coding} that is whole, comes in pieces or has no body at all`, async () => {
			const { chunks } = coded(coding, bytes);
			const [head, body] = [...chunks];
			assert.ok(head !== undefined && body instanceof Uint8Array);
			const pieces = [head, ...Array.from(body, byte => Uint8Array.of(byte))];
			const responses: readonly [ScriptedResponse, bodyLength: number][] = [
				[coded(coding, bytes), plainBody.length],
				[{ chunks: pieces, after: 'keep', pause: 1 }, plainBody.length],
				[coded(coding, new Uint8Array()), 0],
				[raw(`HTTP/1.1 204 No Content\r\nContent-Encoding: ${coding}\r\n\r\n`, 'keep'), 0],
			];
			for (const [response, length] of responses) {
				await withHostileServer([response], async ({ origin }) => {
					const result = await ask(origin);
					assert.ok(result.kind === 'response', nameOf(result));
					assert.equal(result.response.body.length, length);
					assert.ok(result.response.headers.some(([name]) => name === 'Content-Encoding'));
				});
			}
		});
	}

	const text = '{"response":{"name":"Иван","note":"a text of more than a hundred bytes, as responses usually are"}}';
	const bodies: readonly (readonly [title: string, body: Uint8Array | string])[] = [
		['JSON', text],
		['two letters', 'ok'],
		['a text in windows-1251', Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0x21, 0x0a])],
		['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
	];
	for (const coding of ['gzip', 'deflate', 'br']) {
		for (const [title, body] of bodies.slice(0, coding === 'gzip' ? undefined : 2)) {
			test(`takes ${title} that is not ${coding}, though Content-Encoding says so, and tells`, async () => {
				const whole = plain({ headers: [['Content-Encoding', coding]], body });
				const pieces = { chunks: [...whole.chunks].flatMap(chunk => [chunk.slice(0, 30), chunk.slice(30)]), pause: 1 };
				for (const response of [whole, { ...whole, ...pieces }]) {
					await withHostileServer([response], async ({ origin }) => {
						const result = await ask(origin);
						assert.ok(result.kind === 'response', nameOf(result));
						assert.deepEqual(Buffer.from(result.response.body), Buffer.from(body));
						assert.equal(result.response.wrongCoding, coding);
					});
				}
			});
		}
	}

	const codings: readonly (readonly [coding: string, type: string, body: Uint8Array])[] = [
		['br', 'text/plain', gzipSync(plainBody)],
		['deflate', 'text/plain', gzipSync(plainBody)],
		['gzip', 'text/plain', deflateSync(plainBody)],
		['gzip, br', 'text/plain', brotliCompressSync(gzipSync(plainBody))],
		['identity', 'text/plain', plainBody],
		['br', 'text/plain', brotliCompressSync(plainBody)],
		['', 'application/json', gzipSync(plainBody)],
	];
	for (const [coding, type, body] of codings) {
		test(`decompresses as the bytes say, with Content-Encoding "${coding}"`, async () => {
			const headers = [
				['Content-Type', type] as const,
				...(coding === '' ? [] : [['Content-Encoding', coding] as const]),
			];
			await withHostileServer([plain({ headers, body })], async ({ origin }) => {
				const result = await ask(origin);
				assert.ok(result.kind === 'response', nameOf(result));
				assert.deepEqual(Buffer.from(result.response.body), plainBody);
				assert.equal(result.response.wrongCoding, undefined);
			});
		});
	}

	test('leaves a file as it is that is a gzip, or that is to be saved', async () => {
		for (const headers of [
			[['Content-Type', 'application/gzip'] as const],
			[['Content-Type', 'text/csv'] as const, ['Content-Disposition', 'attachment; filename="a.csv.gz"'] as const],
		]) {
			await withHostileServer([plain({ headers, body: zipped })], async ({ origin }) => {
				const result = await ask(origin);
				assert.ok(result.kind === 'response', nameOf(result));
				assert.deepEqual(Buffer.from(result.response.body), zipped);
			});
		}
	});

	test('does not unpack more than the limit from a gzip that no header names', async () => {
		const bomb = gzipSync(Buffer.alloc(2_000_000));
		await withHostileServer([plain({ headers: [['Content-Type', 'text/plain']], body: bomb })], async ({ origin }) => {
			const result = await ask(origin);
			assert.ok(result.kind === 'response', nameOf(result));
			assert.deepEqual(Buffer.from(result.response.body), bomb);
		});
	});

	test('reads headers and the reason phrase in UTF-8 where the bytes are, else byte by byte', async () => {
		const head = Buffer.concat([
			Buffer.from('HTTP/1.1 404 Не найдено\r\nX-Name: Иван 😀\r\nX-Old: '),
			Buffer.from([0x63, 0x61, 0x66, 0xe9]),
			Buffer.from('\r\nContent-Length: 0\r\n\r\n'),
		]);
		await withHostileServer([{ chunks: [head], after: 'keep' }], async ({ origin }) => {
			const result = await ask(origin);
			assert.ok(result.kind === 'response', nameOf(result));
			const { statusText, headers } = result.response;
			assert.deepEqual([statusText, ...headers.slice(0, 2)], ['Не найдено', ['X-Name', 'Иван 😀'], ['X-Old', 'café']]);
		});
	});

	test('leaves out no header of many small ones', async () => {
		const many = 'a: 1\r\n'.repeat(3000);
		await withHostileServer(
			[raw(`HTTP/1.1 200 OK\r\n${many}Content-Length: 0\r\n\r\n`, 'keep')],
			async ({ origin }) => {
				const result = await ask(origin);
				assert.ok(result.kind === 'response', nameOf(result));
				assert.equal(result.response.headers.length, 3001);
			},
		);
	});

	test('takes deflate without its zlib header, as some servers send it', async () => {
		await withHostileServer([coded('deflate', deflateRawSync(plainBody))], async ({ origin }) => {
			const result = await ask(origin);
			assert.ok(result.kind === 'response', nameOf(result));
			assert.deepEqual(Buffer.from(result.response.body), plainBody);
		});
	});

	test('names a port where nobody listens', async () => {
		assert.equal(nameOf(await ask(await deafOrigin())), 'connectionRefused ECONNREFUSED');
	});

	test('names a reset before anything was read', async () => {
		const options = { greeting: raw('', 'reset') };
		await withHostileServer(
			[plain({})],
			async ({ origin }) => {
				assert.equal(nameOf(await ask(origin)), 'connectionReset ECONNRESET');
			},
			options,
		);
	});

	test('names a TLS handshake whose response is plain text', async () => {
		const options = { greeting: raw('HTTP/1.1 400 Bad Request\r\n\r\n', 'end') };
		await withHostileServer(
			[plain({})],
			async ({ origin }) => {
				assert.match(nameOf(await ask(origin.replace('http:', 'https:'))), /^tls /u);
			},
			options,
		);
	});

	test('gives up in time on a TLS handshake that gets no response', async () => {
		await withHostileServer([plain({})], async server => {
			const result = await ask(server.origin.replace('http:', 'https:'), { timeout: 100 });
			assert.equal(nameOf(result), 'timeout ETIMEDOUT');
			await server.allHungUp();
		});
	});

	test('gives up in time on a change of protocol that was not asked for', async () => {
		const response = raw('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n', 'stall');
		await withHostileServer([response], async server => {
			assert.equal(nameOf(await ask(server.origin, { timeout: 100 })), 'timeout ETIMEDOUT');
			await server.allHungUp();
		});
	});

	test('gives what came when the connection breaks after a whole response', async () => {
		await withHostileServer([raw('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', 'reset')], async ({ origin }) => {
			assert.equal(nameOf(await ask(origin)), 'response');
		});
	});
});

const stalls: readonly [title: string, response: ScriptedResponse][] = [
	['before the response', raw('', 'stall')],
	['within the headers', raw('HTTP/1.1 200 OK\r\nX-', 'stall')],
	['before the body', raw('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n', 'stall')],
	['within the body', raw(started, 'stall')],
	['between chunks', raw(`${chunked}4\r\nsome\r\n`, 'stall')],
	[
		'within a zipped body',
		{
			chunks: ['HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9999\r\n\r\n', zipped.subarray(0, 40)],
			after: 'stall',
		},
	],
	[
		'a byte at a time',
		{ chunks: ['HTTP/1.1 200 OK\r\n\r\n', ...Array.from({ length: 500 }, () => 'x')], after: 'stall', pause: 10 },
	],
];

suite('Transport: slow responses', () => {
	for (const [title, response] of stalls) {
		test(`gives up in time when the server stalls ${title}, and hangs up`, async () => {
			await withHostileServer([response], async server => {
				assert.equal(nameOf(await ask(server.origin, { timeout: 60 })), 'timeout ETIMEDOUT');
				await server.allHungUp();
			});
		});

		test(`hangs up when cancelled while the server stalls ${title}`, async () => {
			await withHostileServer([response], async server => {
				const cancellation = new AbortController();
				const result = ask(server.origin, { signal: cancellation.signal });
				await server.firstRequest();
				cancellation.abort();
				assert.equal(nameOf(await result), 'cancelled');
				await server.allHungUp();
			});
		});
	}

	test('connects to nobody when it was cancelled before', async () => {
		await withHostileServer([plain({})], async server => {
			assert.equal(nameOf(await ask(server.origin, { signal: AbortSignal.abort() })), 'cancelled');
			assert.equal(server.connections(), 0);
		});
	});

	test('a timeout is for the whole response, not for each wait', async () => {
		const response: ScriptedResponse = {
			chunks: [chunked, ...Array.from({ length: 100 }, () => '1\r\nx\r\n')],
			after: 'stall',
			pause: 20,
		};
		await withHostileServer([response], async ({ origin }) => {
			assert.equal(nameOf(await ask(origin, { timeout: 100 })), 'timeout ETIMEDOUT');
		});
	});

	test('responses leave nothing behind on a signal that lives on', async () => {
		await withHostileServer([plain({})], async ({ origin }) => {
			const { signal } = new AbortController();
			await ask(origin, { signal });
			assert.deepEqual(getEventListeners(signal, 'abort'), []);
		});
	});
});

suite('Transport: large responses', () => {
	const megabyte = Buffer.alloc(2 ** 20);
	const gzipped = gzipSync(Buffer.alloc(2 ** 24));
	const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } };
	const cases: readonly [title: string, response: ScriptedResponse][] = [
		['a gigabyte', endless(megabyte, 1024)],
		['a gigabyte with its length', endless(megabyte, 1024, [['Content-Length', String(2 ** 30)]])],
		['a gigabyte in a zip bomb', endless(gzipped, 64, [['Content-Encoding', 'gzip']])],
		['a brotli bomb', endless(brotliCompressSync(Buffer.alloc(2 ** 28), quick), 1, [['Content-Encoding', 'br']])],
	];
	for (const [title, response] of cases) {
		test(`refuses ${title} at the limit, in little memory`, async () => {
			await withHostileServer([response], async server => {
				const before = process.memoryUsage().rss;
				assert.match(nameOf(await ask(server.origin)), /^tooLarge/u);
				await server.allHungUp();
				const growth = process.memoryUsage().rss - before;
				assert.ok(server.bytesSent() < 2 ** 26, `${server.bytesSent()} bytes were taken`);
				assert.ok(growth < 2 ** 27, `${growth} bytes of memory`);
			});
		});
	}

	test('takes a body of exactly the limit, and not a byte more', async () => {
		for (const [length, outcome] of [
			[1000, 'response'],
			[1001, 'tooLarge ERR_TOO_LARGE'],
		] as const) {
			for (const body of [Buffer.alloc(length), gzipSync(Buffer.alloc(length))]) {
				const headers = body.length === length ? [] : [['Content-Encoding', 'gzip'] as const];
				await withHostileServer([plain({ headers, body })], async ({ origin }) => {
					assert.equal(nameOf(await ask(origin, { maxBytes: 1000 })), outcome);
				});
			}
		}
	});
});
