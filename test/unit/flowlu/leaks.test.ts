import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { suite, test } from 'mocha';
import type { Access } from '../../../src/flowlu/flowluClient';
import { requestAccessToken } from '../../../src/flowlu/passwordGrant';
import type { Credential } from '../../../src/flowlu/session';
import { createHttpClient, type HttpClient } from '../../../src/net/httpClient';
import { createRequestQueue } from '../../../src/net/queue';
import { openSecret, Secret } from '../../../src/net/redaction/secret';
import { transport } from '../../../src/net/transport/transport';
import { html, json, plain, raw, redirect } from '../../support/scriptedResponses';
import { findLeaks, formsOf } from '../../support/canary';
import { deafOrigin, withHostileServer, type ScriptedResponse } from '../../support/hostileServer';
import { quickFlowluClient, quickHttpClient } from '../../support/httpClient';

const never = { signal: new AbortController().signal };
const canary = new Secret(`cänary/+ ${randomBytes(15).toString('base64')}`);

/** Whatever a log, a crash report or a debugger may print of a value. */
function printed(value: unknown): string {
	const error = value instanceof Error ? value : new Error('no error', { cause: value });
	return [
		inspect(error, { depth: 10, showHidden: true, maxStringLength: null, maxArrayLength: null }),
		String(error.stack),
		String(error),
		JSON.stringify(error, Object.getOwnPropertyNames(error)),
		JSON.stringify(error),
	].join('\n');
}

function assertSilent(value: unknown): void {
	const text = printed(value);
	assert.deepEqual(findLeaks({ 'the secret': openSecret(canary) }, [{ name: 'the error', content: text }]), []);
}

const credentials: readonly Credential[] = [
	{ kind: 'apiKey', apiKey: canary },
	{ kind: 'accessToken', accessToken: canary },
];

/** None of these repeats what it got: what the server writes itself is for the redactor. */
const responses: readonly [title: string, response: ScriptedResponse][] = [
	['a reset', raw('', 'reset')],
	['an end within the headers', raw('HTTP/1.1 200 OK\r\nX-', 'end')],
	['an end within the body', raw('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx', 'end')],
	['silence', raw('', 'stall')],
	['broken HTTP', raw('nonsense\r\n\r\n', 'end')],
	['broken gzip', plain({ headers: [['Content-Encoding', 'gzip']], body: 'x' })],
	['a header overflow', plain({ headers: [['X-Big', 'x'.repeat(100_000)]] })],
	['too much', plain({ body: 'x'.repeat(20_000) })],
	['a redirect', redirect(302, 'https://evil.example/')],
	['a page', html('<html>')],
	['nothing', plain({})],
	['JSON that is cut off', plain({ body: '{"resp' })],
	['JSON of another kind', json({ a: 1 })],
	['error 11', json({ error: { error_code: 11, error_msg: 'api key not found' } })],
	['a named error', json({ error: 'invalid_grant', error_descrption: 'wrong' }, '401 Unauthorized')],
	['HTTP 429', html('<html>', '429 Too Many')],
	['HTTP 500', plain({ status: '500 Oh' })],
];

async function errorOf(work: Promise<unknown>): Promise<unknown> {
	try {
		await work;
	} catch (error) {
		return error;
	}
	return assert.fail('Nothing was thrown.');
}

suite('No error holds a secret', () => {
	test('the search finds each form it looks for, however deep', () => {
		// What prints values escapes what no error would hold: NUL and backslashes.
		const forms = Array.from(formsOf(openSecret(canary)).values(), String).filter(form => !/[\0\\]/u.test(form));
		for (const form of forms) {
			for (const leak of [
				new Error(form),
				new Error('x', { cause: { request: { headers: [['Authorization', `Basic ${form}`]] } } }),
				Object.assign(new Error('x'), { config: { url: `https://x/?api_key=${form}` } }),
				Object.defineProperty(new Error('x'), 'hidden', { value: form, enumerable: false }),
			]) {
				assert.throws(() => {
					assertSilent(leak);
				}, assert.AssertionError);
			}
		}
	});

	for (const [title, response] of responses) {
		for (const credential of credentials) {
			test(`of a call with an ${credential.kind} that gets ${title}`, async () => {
				await withHostileServer([response], async ({ origin }) => {
					const access: Access = { account: { name: 'account', origin }, credential };
					const client = quickFlowluClient({ timeout: 100, maxBytes: 10_000 });
					for (const call of [{ path: 'crm/lead/list' }, { path: 'crm/lead/create', body: { name: 'x' } }]) {
						assertSilent(await errorOf(client.call(call, access, never)));
					}
				});
			});
		}

		test(`of a password grant that gets ${title}`, async () => {
			await withHostileServer([response], async ({ origin }) => {
				const http = quickHttpClient({ timeout: 100, maxBytes: 10_000 });
				assertSilent(await errorOf(requestAccessToken(http, grant(`${origin}/token`), never)));
			});
		});
	}

	const urls = ['https://evil.example/', 'http://acme.flowlu.com/', 'https://me:pw@acme.flowlu.com/', 'no address'];
	for (const url of urls) {
		test(`of a request that is not signed: ${url}`, async () => {
			for (const credential of credentials) {
				const access = { account: { name: 'acme', origin: 'https://acme.flowlu.com' }, credential };
				assertSilent(await errorOf(quickFlowluClient().send({ method: 'GET', url, headers: [] }, access, never)));
			}
		});
	}

	test('of a request that brings its own credential', async () => {
		const text = openSecret(canary);
		const access: Access = {
			account: { name: 'acme', origin: 'https://acme.flowlu.com' },
			credential: { kind: 'apiKey', apiKey: canary },
		};
		const url = 'https://acme.flowlu.com/';
		for (const request of [
			{ method: 'GET', url: `${url}?api_key=${encodeURIComponent(text)}`, headers: [] },
			{ method: 'GET', url, headers: [['Authorization', text]] as const },
			{ method: 'POST', url, headers: [], body: new URLSearchParams({ api_key: text }).toString() },
		]) {
			assertSilent(await errorOf(quickFlowluClient().send(request, access, never)));
		}
	});

	for (const tokenUrl of ['no address', 'http://my.example.com/', 'https://me:pw@my.example.com/']) {
		test(`of a token URL that is none: ${tokenUrl}`, async () => {
			assertSilent(await errorOf(requestAccessToken(quickHttpClient(), grant(tokenUrl), never)));
		});
	}

	const text = openSecret(canary);
	const secretUrl = (origin: string) => `${origin}/?api_key=${encodeURIComponent(text)}`;
	const requests: readonly [title: string, work: (http: HttpClient) => Promise<unknown>][] = [
		['nobody listens', async http => send(http, secretUrl(await deafOrigin()))],
		['the address is none', http => send(http, `no address ${text}`)],
		['the protocol is unknown', http => send(http, secretUrl('ftp://127.0.0.1'))],
		['a header cannot be sent', http => send(http, 'http://127.0.0.1/', [['Authorization', `${text}\r\n`]])],
		['a header has no name', http => send(http, 'http://127.0.0.1/', [['', text]])],
		[
			'a header has a name that none may have',
			http => send(http, 'http://127.0.0.1/', [['a b', text.replace(/[^ -~]/gu, '')]]),
		],
		['it is cancelled', http => send(http, secretUrl('http://127.0.0.1'), [], AbortSignal.abort())],
	];
	for (const [title, work] of requests) {
		test(`of a request when ${title}`, async () => {
			assertSilent(await errorOf(work(quickHttpClient())));
		});
	}

	test('of what the transport gives back instead of throwing', async () => {
		await withHostileServer([raw('', 'reset')], async ({ origin }) => {
			const result = await transport(
				{ method: 'GET', url: secretUrl(origin), headers: [['X-Key', 'x']] },
				{ ...never, timeout: 500, maxBytes: 1 },
			);
			assertSilent(result);
		});
	});

	test('of a transport that cannot be loaded', async () => {
		const http = createHttpClient({
			queue: createRequestQueue(),
			loadTransport: () => Promise.reject(new Error('Cannot find module transport.js')),
			limits: () => ({ timeout: 1, maxBytes: 1 }),
		});
		assertSilent(await errorOf(send(http, secretUrl('http://127.0.0.1'))));
	});
});

function grant(tokenUrl: string) {
	return { tokenUrl, username: 'ann', password: canary, clientId: 'x' };
}

function send(
	http: HttpClient,
	url: string,
	headers: readonly (readonly [string, string])[] = [],
	signal = never.signal,
) {
	return http.send({ method: 'GET', url, headers }, { signal, lane: 'x', gap: 0, repeatable: false });
}
