import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { suite, test } from 'mocha';
import type { HttpRequest, HttpResponse } from '../../../src/net/http';
import { transport } from '../../../src/net/transport/transport';
import { plain, raw, redirect } from '../../support/scriptedResponses';
import { withHostileServer, type ReceivedRequest, type Script } from '../../support/hostileServer';

const options = { signal: new AbortController().signal, timeout: 5000, maxBytes: 1_000_000 };
const get = { method: 'GET', headers: [] } as const;

async function responseOf(
	script: Script,
	request: Omit<HttpRequest, 'url'> = get,
): Promise<Omit<HttpResponse, 'milliseconds'>> {
	let response: Omit<HttpResponse, 'milliseconds'> | undefined;
	await withHostileServer(script, async ({ origin }) => {
		const result = await transport({ ...request, url: `${origin}/` }, options);
		assert.equal(result.kind, 'response');
		const { status, statusText, headers, body } = result.response;
		response = { status, statusText, headers, body };
	});
	assert.ok(response);
	return response;
}

async function receivedFrom(request: Omit<HttpRequest, 'url'>, path = '/'): Promise<ReceivedRequest> {
	let received: ReceivedRequest | undefined;
	await withHostileServer([plain({})], async server => {
		await transport({ ...request, url: server.origin + path }, options);
		[received] = server.received;
	});
	assert.ok(received);
	return received;
}

function valuesOf({ headers }: ReceivedRequest, name: string): readonly string[] {
	return headers.filter(([header]) => header.toLowerCase() === name).map(([, value]) => value);
}

suite('Transport: what it sends', () => {
	test('sends the headers that the request has and no others but those that HTTP needs', async () => {
		const { line, headers } = await receivedFrom({ ...get, headers: [['X-One', '1']] }, '/a?b=%20c&d=[e]');
		assert.deepEqual(
			{ line, names: headers.map(([name]) => name).sort() },
			{
				line: 'GET /a?b=%20c&d=[e] HTTP/1.1',
				names: ['Accept', 'Accept-Encoding', 'Connection', 'Host', 'User-Agent', 'X-One'],
			},
		);
	});

	test('names itself, not axios, unless the request says otherwise', async () => {
		const anonymous = await receivedFrom(get);
		const named = await receivedFrom({
			...get,
			headers: [
				['user-agent', 'mine/1'],
				['ACCEPT', 'text/csv'],
				['accept-encoding', 'identity'],
			],
		});
		assert.deepEqual(
			[anonymous, named].map(request =>
				['user-agent', 'accept', 'accept-encoding'].map(name => valuesOf(request, name)),
			),
			[
				[['flowlu-workbench'], ['*/*'], ['gzip, deflate, br']],
				[['mine/1'], ['text/csv'], ['identity']],
			],
		);
	});

	test('keeps repeated headers apart and in order, and their first spelling', async () => {
		const request = await receivedFrom({
			...get,
			headers: [
				['X-Tag', 'one'],
				['X-Other', ''],
				['x-tag', 'two'],
				['X-TAG', 'one'],
			],
		});
		assert.deepEqual(
			request.headers.filter(([name]) => name.startsWith('X-')),
			[
				['X-Tag', 'one'],
				['X-Tag', 'two'],
				['X-Tag', 'one'],
				['X-Other', ''],
			],
		);
	});

	for (const name of ['common', 'get', 'post', 'toString']) {
		test(`sends a header named ${name}`, async () => {
			assert.deepEqual(valuesOf(await receivedFrom({ ...get, headers: [[name, 'x']] }), name.toLowerCase()), ['x']);
		});
	}

	const bodies: readonly [title: string, body: string][] = [
		['JSON with blanks', '{ "a" : 1 }\n'],
		['JSON text', '"a"'],
		['a form', 'name=%D0%90&cf_1[]=2'],
		['Unicode', 'Ünal – 株式会社 🎉'],
		['line ends', 'a\r\n\r\nb\n'],
	];
	for (const [title, body] of bodies) {
		for (const type of ['application/json', 'application/x-www-form-urlencoded', undefined]) {
			test(`sends the exact bytes of ${title} as ${type ?? 'nothing in particular'}`, async () => {
				const request = await receivedFrom({
					method: 'POST',
					headers: type === undefined ? [] : [['Content-Type', type]],
					body,
				});
				assert.deepEqual(
					[request.body, valuesOf(request, 'content-type'), valuesOf(request, 'content-length')],
					[body, type === undefined ? [] : [type], [String(Buffer.byteLength(body))]],
				);
			});
		}
	}

	test('sends bytes as they are, also those that are no text', async () => {
		const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
		// A view of a larger buffer, as the files of a body may be.
		for (const body of [all, all.subarray(1, 200)]) {
			let received = Buffer.of();
			const server = createServer((request, response) => {
				request.on('data', (chunk: Buffer) => {
					received = Buffer.concat([received, chunk]);
				});
				request.on('end', () => response.end());
			});
			server.listen(0, '127.0.0.1');
			await once(server, 'listening');
			try {
				const address = server.address();
				assert.ok(typeof address === 'object' && address !== null);
				await transport({ method: 'POST', url: `http://127.0.0.1:${address.port}/`, headers: [], body }, options);
			} finally {
				server.closeAllConnections();
				server.close();
			}
			assert.deepEqual(received, Buffer.from(body));
		}
	});

	test('sends a POST without a body as an empty one', async () => {
		const request = await receivedFrom({ method: 'POST', headers: [], body: '' });
		assert.deepEqual(
			[request.line, request.body, valuesOf(request, 'content-length'), valuesOf(request, 'content-type')],
			['POST / HTTP/1.1', '', ['0'], []],
		);
	});

	for (const value of ['a\r\nX-Evil: 1', 'a\nb', 'a\0b', 'Привет']) {
		test(`refuses to send the header value ${JSON.stringify(value)} as something else`, async () => {
			await withHostileServer([plain({})], async ({ origin, received }) => {
				const result = await transport({ ...get, url: `${origin}/`, headers: [['X-One', value]] }, options);
				assert.deepEqual([result, received], [{ kind: 'failure', failure: 'other', code: 'ERR_INVALID_CHAR' }, []]);
			});
		});
	}

	test('uses a connection again', async () => {
		await withHostileServer([plain({ body: 'one' }), plain({ body: 'two' })], async server => {
			for (const path of ['/1', '/2', '/3']) {
				await transport({ ...get, url: server.origin + path }, options);
			}
			assert.deepEqual([server.received.length, server.connections()], [3, 1]);
		});
	});
});

suite('Transport: what it gives back', () => {
	test('gives headers as they came, repeated ones apart and in order', async () => {
		const headers = [
			['Set-Cookie', 'a=1'],
			['x-lower', ''],
			['Set-Cookie', 'b=2'],
			['X-Rate', '1'],
			['x-rate', '2'],
			['Content-Length', '0'],
		] as const;
		const response = await responseOf([plain({ headers: headers.slice(0, -1) })]);
		assert.deepEqual(response, { status: 200, statusText: 'OK', headers, body: Buffer.alloc(0) });
	});

	test('gives a thousand headers', async () => {
		const headers = Array.from({ length: 1000 }, (_, index) => [`X-${index}`, 'y'] as const);
		const response = await responseOf([plain({ headers })]);
		assert.deepEqual(response.headers.slice(0, -1), headers);
	});

	const text = 'Ünal – 株式会社 '.repeat(5000);
	const codings: readonly [coding: string, bytes: Uint8Array][] = [
		['gzip', gzipSync(text)],
		['deflate', deflateSync(text)],
		['br', brotliCompressSync(text)],
		['identity', Buffer.from(text)],
	];
	for (const [coding, bytes] of codings) {
		test(`decodes ${coding} and still tells that it was used`, async () => {
			const { headers, body } = await responseOf([plain({ headers: [['Content-Encoding', coding]], body: bytes })]);
			assert.deepEqual([Buffer.from(body).toString(), headers[0]], [text, ['Content-Encoding', coding]]);
		});
	}

	const bytes: readonly [title: string, body: Uint8Array][] = [
		['a byte order mark', Buffer.from('\uFEFF{"response":1}')],
		['UTF-16', Buffer.from('\uFEFF{"response":1}', 'utf16le')],
		['broken UTF-8', Buffer.from([0x7b, 0xff, 0xc3, 0x28, 0x7d])],
		['nothing', Buffer.alloc(0)],
	];
	for (const [title, body] of bytes) {
		test(`gives ${title} byte for byte`, async () => {
			assert.deepEqual((await responseOf([plain({ body })])).body, body);
		});
	}

	for (const status of [
		'200 OK',
		'204 No Content',
		'304 Not Modified',
		'400 Bad',
		'401 Who',
		'404 Gone',
		'429 Slow',
		'500 Oh',
		'599 ',
	]) {
		test(`takes HTTP ${status} for a response`, async () => {
			const response = await responseOf([plain({ status })]);
			assert.equal(`${response.status} ${response.statusText}`, status);
		});
	}

	for (const status of [301, 302, 303, 307, 308]) {
		test(`does not follow HTTP ${status}, to here or elsewhere`, async () => {
			await withHostileServer([plain({})], async elsewhere => {
				for (const location of [`${elsewhere.origin}/taken`, '/here']) {
					await withHostileServer([redirect(status, location)], async server => {
						const result = await transport(
							{ method: 'POST', url: `${server.origin}/`, headers: [], body: 'a=1' },
							options,
						);
						assert.deepEqual(
							[result.kind === 'response' && result.response.status, server.received.length, elsewhere.connections()],
							[status, 1, 0],
						);
					});
				}
			});
		});
	}

	test('reads past early hints to the response', async () => {
		const text =
			'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
		const { status, body } = await responseOf([raw(text, 'keep')]);
		assert.deepEqual([status, Buffer.from(body).toString()], [200, 'ok']);
	});

	test('reads a body without a length to the end of the connection', async () => {
		const { body } = await responseOf([raw('HTTP/1.1 200 OK\r\n\r\nuntil the end', 'end')]);
		assert.equal(Buffer.from(body).toString(), 'until the end');
	});

	test('tells how long the response took', async () => {
		await withHostileServer(
			[{ chunks: ['HTTP/1.1 200 OK\r\n', 'Content-Length: 1\r\n\r\n', 'a'], after: 'keep', pause: 20 }],
			async ({ origin }) => {
				const result = await transport({ ...get, url: origin }, options);
				assert.ok(result.kind === 'response' && result.response.milliseconds >= 35);
			},
		);
	});
});
