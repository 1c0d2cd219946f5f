import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { endless, html, json, plain, raw, redirect } from './scriptedResponses';
import type { ScriptedResponse, HostileServerOptions } from './hostileServer';
import type { ClientLimits } from './httpClient';

/** What a server can do wrong, what the shared client makes of it, and a part of the words that the user gets. */
export interface Fault {
	readonly title: string;
	/** To the first request; every later one gets a good response. */
	readonly response: ScriptedResponse;
	readonly server?: HostileServerOptions;
	/**
	 * `timeout in body` for a failure and its phase, `error 429` for an error of Flowlu, `empty 200` for a response of another kind and its status,
	 * `success`.
	 */
	readonly outcome: string;
	/** Absent where all is well. */
	readonly message?: RegExp;
}

/** Long for what the client has to notice by itself, also on a busy machine; short where it has to give up. */
export function limitsFor({ outcome }: Pick<Fault, 'outcome'>): ClientLimits {
	return { timeout: outcome.startsWith('timeout') ? 300 : 8000, maxBytes: 1_000_000 };
}

const ok = 'HTTP/1.1 200 OK\r\n';
const body = '{"response":{"id":1}}';
const length = `Content-Length: ${body.length}\r\n`;
const chunked = `${ok}Transfer-Encoding: chunked\r\n\r\n`;
const zeros = Buffer.alloc(2 ** 20);
const encrypted = { encrypted: true };

function coded(coding: string, bytes: Uint8Array): ScriptedResponse {
	return plain({ headers: [['Content-Encoding', coding]], body: bytes });
}

function slowly(text: string): ScriptedResponse {
	return { chunks: text, after: 'stall', pause: 20 };
}

function fault(
	title: string,
	response: ScriptedResponse,
	outcome: string,
	message?: RegExp,
	server?: HostileServerOptions,
): Fault {
	return { title, response, outcome, ...(message && { message }), ...(server && { server }) };
}

const noResponse = /closed the connection without a response/u;
const incomplete = /closed the connection before the response was complete/u;
const encryption = /closed the connection during the TLS handshake/u;
const notHttp =
	/did not respond with valid HTTP(?:: [^()]+)? \(HPE_\w+\)\. (?:Check the address and the port|The server, or a proxy on the way, has to be corrected)\./u;
/** What is behind its first bytes is none. */
const damagedGzip = Buffer.concat([gzipSync('').subarray(0, 10), Buffer.alloc(50, 0xff)]);
const damaged = /is damaged and cannot be decompressed/u;
const tooLarge = /larger than the setting flowlu\.maxResponseSize allows/u;
const noFirstByte = /did not respond in time: connected after \d+ ms, no first byte within \d+ ms/u;
const unfinished = /did not finish its response in time: it began after \d+ ms and was not complete within \d+ ms/u;
const cutOff = /not valid JSON, or was cut off \(HTTP 200\)/u;

const broken: readonly Fault[] = [
	fault('resets at once', raw('', 'stall'), 'connectionReset in firstByte', noResponse, { greeting: raw('', 'reset') }),
	fault('resets before the headers', raw('', 'reset'), 'connectionReset in firstByte', noResponse),
	fault('hangs up before the headers', raw('', 'end'), 'connectionReset in firstByte', noResponse),
	fault('resets within the headers', raw(`${ok}X-`, 'reset'), 'connectionReset in body', incomplete),
	fault('hangs up within the headers', raw(`${ok}X-`, 'end'), 'connectionReset in body', incomplete),
	fault('resets within the body', raw(`${ok}${length}\r\n{`, 'reset'), 'connectionReset in body', incomplete),
	fault('resets in the TLS handshake', raw('', 'stall'), 'connectionReset in tls', encryption, {
		...encrypted,
		greeting: raw('', 'reset'),
	}),
	fault('hangs up in the TLS handshake', raw('', 'stall'), 'connectionReset in tls', encryption, {
		...encrypted,
		greeting: raw('', 'end'),
	}),
	fault('responds to a TLS handshake in plain text', raw('', 'stall'), 'tls in tls', /127\.0\.0\.1/u, {
		...encrypted,
		greeting: raw('HTTP/1.1 400 Bad Request\r\n\r\n', 'end'),
	}),
];

const slow: readonly Fault[] = [
	fault(
		'stalls in the TLS handshake',
		raw('', 'stall'),
		'timeout in tls',
		/but the TLS handshake was not complete within/u,
		encrypted,
	),
	fault('stalls before the headers', raw('', 'stall'), 'timeout in firstByte', noFirstByte),
	fault('stalls within the headers', raw(`${ok}X-`, 'stall'), 'timeout in body', unfinished),
	fault('stalls before the body', raw(`${ok}${length}\r\n`, 'stall'), 'timeout in body', unfinished),
	fault('stalls within the body', raw(`${ok}${length}\r\n{`, 'stall'), 'timeout in body', unfinished),
	fault('stalls between chunks', raw(`${chunked}4\r\n{"re\r\n`, 'stall'), 'timeout in body', unfinished),
	fault('gives the headers a byte at a time', slowly(`${ok}${length}\r\n${body}`), 'timeout in body', unfinished),
	fault(
		'gives the body a byte at a time',
		{ chunks: [`${ok}${length}\r\n`, ...Array.from(body)], after: 'keep', pause: 20 },
		'timeout in body',
		unfinished,
	),
	fault(
		'keeps up hope with early hints, and no more',
		raw('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n', 'stall'),
		'timeout in body',
		unfinished,
	),
	fault(
		'changes the protocol unasked',
		raw('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n', 'stall'),
		'timeout in body',
		unfinished,
	),
];

const large: readonly Fault[] = [
	fault('gives a gigabyte', endless(zeros, 1024), 'tooLarge in body', tooLarge),
	fault(
		'gives a gigabyte and says so',
		endless(zeros, 1024, [['Content-Length', String(2 ** 30)]]),
		'tooLarge in body',
		tooLarge,
	),
	...(
		[
			['gzip', gzipSync(Buffer.alloc(2 ** 24))],
			['x-gzip', gzipSync(Buffer.alloc(2 ** 24))],
			['deflate', deflateSync(Buffer.alloc(2 ** 24))],
			['br', brotliCompressSync(Buffer.alloc(2 ** 24), { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } })],
		] as const
	).map(([coding, bytes]) => fault(`gives a ${coding} bomb`, coded(coding, bytes), 'tooLarge in body', tooLarge)),
	fault(
		'gives ten thousand headers',
		plain({ headers: Array.from({ length: 10_000 }, (_, index) => [`X-${index}`, 'y'] as const) }),
		'malformed in body',
		/headers .* too large/u,
	),
	fault(
		'gives a header of a megabyte',
		plain({ headers: [['X-Big', 'x'.repeat(1_000_000)]] }),
		'malformed in body',
		/headers .* too large/u,
	),
];

const framing: readonly Fault[] = [
	fault(
		'says too long a Content-Length',
		raw(`${ok}Content-Length: 99\r\n\r\n${body}`, 'end'),
		'connectionReset in body',
		incomplete,
	),
	fault(
		'says too short a Content-Length',
		raw(`${ok}Content-Length: 9\r\n\r\n${body}`, 'stall'),
		'malformed in body',
		notHttp,
	),
	fault(
		'says a Content-Length below zero',
		raw(`${ok}Content-Length: -1\r\n\r\n`, 'stall'),
		'malformed in body',
		notHttp,
	),
	fault(
		'says a Content-Length that is no number',
		raw(`${ok}Content-Length: many\r\n\r\n`, 'stall'),
		'malformed in body',
		notHttp,
	),
	fault(
		'says two Content-Lengths',
		raw(`${ok}${length}Content-Length: 9\r\n\r\n${body}`, 'stall'),
		'malformed in body',
		notHttp,
	),
	fault(
		'says the same Content-Length twice',
		raw(`${ok}${length}${length}\r\n${body}`, 'stall'),
		'malformed in body',
		notHttp,
	),
	fault(
		'says a Content-Length beside chunks',
		raw(`${ok}${length}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 'stall'),
		'malformed in body',
		notHttp,
	),
	fault('says no Content-Length and hangs up', raw(`${ok}\r\n${body}`, 'end'), 'success'),
	fault('says no Content-Length and cuts off', raw(`${ok}\r\n${body.slice(0, 9)}`, 'end'), 'invalidJson 200', cutOff),
	fault('speaks HTTP/1.0', raw(`HTTP/1.0 200 OK\r\n\r\n${body}`, 'end'), 'success'),
	fault('speaks HTTP/0.9', raw(body, 'end'), 'malformed in body', notHttp),
	fault('speaks another protocol', raw('SSH-2.0-OpenSSH_9.6\r\n', 'stall'), 'malformed in body', notHttp),
	fault('speaks HTTP/2 unasked', raw('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'stall'), 'malformed in body', notHttp),
	fault('gives a status that is none', raw('HTTP/1.1 OK\r\n\r\n', 'stall'), 'malformed in body', notHttp),
	fault('gives a header without a colon', raw(`${ok}nonsense\r\n\r\n`, 'stall'), 'malformed in body', notHttp),
	fault('gives a chunk size that is none', raw(`${chunked}zz\r\n{`, 'stall'), 'malformed in body', notHttp),
	fault(
		'gives a chunk longer than it says',
		raw(`${chunked}2\r\n${body}\r\n0\r\n\r\n`, 'stall'),
		'malformed in body',
		notHttp,
	),
	fault(
		'gives a chunk size beyond all numbers',
		raw(`${chunked}${'f'.repeat(20)}\r\n{`, 'stall'),
		'malformed in body',
		notHttp,
	),
	fault('leaves out the last chunk', raw(`${chunked}15\r\n${body}\r\n`, 'end'), 'connectionReset in body', incomplete),
	fault('gives trailers after the chunks', raw(`${chunked}15\r\n${body}\r\n0\r\nX-T: 1\r\n\r\n`, 'keep'), 'success'),
	fault(
		'says more in early hints',
		raw(`HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n${ok}${length}\r\n${body}`, 'keep'),
		'success',
	),
	fault('resets after a whole response', raw(`${ok}${length}\r\n${body}`, 'reset'), 'success'),
	fault('says garbage after the body', raw(`${ok}${length}\r\n${body}garbage`, 'stall'), 'malformed in body', notHttp),
	fault('responds twice', raw(`${ok}${length}\r\n${body}${ok}${length}\r\n${body}`, 'keep'), 'success'),
];

const contents: readonly Fault[] = [
	fault('gives nothing', plain({}), 'empty 200', /response is empty \(HTTP 200\)/u),
	fault('gives 204', raw('HTTP/1.1 204 No Content\r\n\r\n', 'keep'), 'empty 204', /empty \(HTTP 204\)/u),
	fault('gives 304', raw('HTTP/1.1 304 Not Modified\r\n\r\n', 'keep'), 'redirect 304', /HTTP 304/u),
	fault('redirects', redirect(307, 'https://evil.example/'), 'redirect 307', /Redirects are not followed/u),
	fault('shows a page to sign in', html('<!doctype html><form action=login>'), 'html 200', /web page instead of data/u),
	fault(
		'calls a page JSON',
		plain({ headers: [['Content-Type', 'application/json']], body: '<html>' }),
		'html 200',
		/web page/u,
	),
	fault('calls JSON a page', html(body), 'success'),
	fault('calls JSON a picture', plain({ headers: [['Content-Type', 'image/png']], body }), 'success'),
	fault('gives JSON with a byte order mark', plain({ body: `\uFEFF${body}` }), 'success'),
	fault('gives JSON in UTF-16', plain({ body: Buffer.from(`\uFEFF${body}`, 'utf16le') }), 'success'),
	fault('gives JSON in UTF-8 that is broken', plain({ body: Buffer.from('{"response":"\xff"}', 'latin1') }), 'success'),
	fault('gives bytes', plain({ body: Buffer.from([0, 1, 2, 255]) }), 'invalidJson 200', cutOff),
	fault('gives JSON that is cut off', plain({ body: body.slice(0, -1) }), 'invalidJson 200', cutOff),
	fault('gives JSON of another kind', json([1]), 'incomplete 200', /does not have the format of the Flowlu API/u),
	fault('gives gzip that is none', coded('gzip', Buffer.from(body)), 'success'),
	fault('gives deflate that is none', coded('deflate', Buffer.from(body)), 'success'),
	fault('gives brotli that is none', coded('br', Buffer.from(body)), 'success'),
	fault('gives gzip and calls it brotli', coded('br', gzipSync(body)), 'success'),
	fault('gives gzip that is damaged', coded('gzip', damagedGzip), 'malformed in body', damaged),
	...(
		[
			['gzip', gzipSync(body)],
			['deflate', deflateSync(body)],
			['br', brotliCompressSync(body)],
		] as const
	).map(([coding, bytes]) =>
		fault(`gives ${coding} that is cut off`, coded(coding, bytes.subarray(0, 20)), 'malformed in body', /was cut off/u),
	),
	fault('gives a coding that nobody knows', coded('klingon', Buffer.from(body)), 'success'),
	fault('responds before the request is sent', raw('', 'stall'), 'empty 413', /empty \(HTTP 413\)/u, {
		greeting: raw('HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n', 'end'),
	}),
];

const retryAfters = [
	'0',
	'7',
	'Sun, 06 Nov 2094 08:49:37 GMT',
	'Saturday, 06-Nov-94 08:49:37 GMT',
	'Sun Nov  6 08:49:37 1994',
	'9'.repeat(400),
	'-5',
	'1.5',
	'soon',
	'',
];

const statuses: readonly Fault[] = [
	...retryAfters.map(value =>
		fault(
			`gives 429 with Retry-After ${value.slice(0, 40) || 'empty'}`,
			plain({ status: '429 Too Many', headers: [['Retry-After', value]], body: '<html>' }),
			'error 429',
			/wait a moment and send again/u,
		),
	),
	...[500, 501, 502, 503, 504, 520, 599].map(status =>
		fault(`gives ${status}`, html('<html>oh', `${status} Oh`), `html ${status}`, new RegExp(`HTTP ${status}`, 'u')),
	),
];

/** Each is played on a raw socket of its own. */
export const faults: readonly Fault[] = [...broken, ...slow, ...large, ...framing, ...contents, ...statuses];
