import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import type { Account } from '../../../src/flowlu/account';
import type { Credential } from '../../../src/flowlu/session';
import { requestAccessToken } from '../../../src/flowlu/passwordGrant';
import { verify, type Verification } from '../../../src/flowlu/verify';
import { CancelledError } from '../../../src/net/networkErrors';
import { Secret } from '../../../src/net/redaction/secret';
import { html, json, plain, raw, redirect } from '../../support/scriptedResponses';
import { deafOrigin, withHostileServer, type ScriptedResponse } from '../../support/hostileServer';
import { quickFlowluClient, quickHttpClient } from '../../support/httpClient';
import { withSandbox } from '../sandbox/sandboxUnderTest';
import type { Sandbox, SandboxOptions } from '../../../src/sandbox/sandbox';

const never = { signal: new AbortController().signal };

function verdict(origin: string, credential: Credential, timeout = 2000): Promise<Verification> {
	const account: Account = { name: 'account', origin };
	return verify(quickFlowluClient({ timeout }), { account, credential }, never);
}

function keyOf(text: string): Credential {
	return { kind: 'apiKey', apiKey: new Secret(text) };
}

async function tokenOf({ tokenUrl, users }: Sandbox, index: number): Promise<Credential> {
	const { username = '', password = '' } = users[index] ?? {};
	const grant = { tokenUrl, username, password: new Secret(password), clientId: 'test' };
	return { kind: 'accessToken', accessToken: await requestAccessToken(quickHttpClient(), grant, never) };
}

suite('Verify, against the sandbox', () => {
	const keys: readonly [
		title: string,
		options: Omit<SandboxOptions, 'catalog'>,
		index: number,
		verification: Verification,
	][] = [
		['a key is good', {}, 0, { result: 'verified' }],
		['a key is good but for users', {}, 1, { result: 'limited' }],
		['a key is good but for users, with the other code', { deniedCode: 30 }, 1, { result: 'limited' }],
		['errors with a fitting HTTP status make no difference', { httpStatusForErrors: true }, 1, { result: 'limited' }],
		[
			'an account is not found',
			{ accountNotFound: true },
			0,
			{ result: 'accountNotFound', message: 'account not found' },
		],
	];
	for (const [title, options, index, verification] of keys) {
		test(title, async () => {
			await withSandbox(options, async ({ origin, apiKeys }) => {
				assert.deepEqual(await verdict(origin, keyOf(apiKeys[index]?.key ?? '')), verification);
			});
		});
	}

	test('a key is refused when it never was or is no more', async () => {
		await withSandbox({}, async sandbox => {
			const { key } = sandbox.createApiKey('short-lived');
			sandbox.deleteApiKey(key);
			const refused = { result: 'refused', message: 'api key not found' };
			assert.deepEqual(await Promise.all([key, 'unknown'].map(text => verdict(sandbox.origin, keyOf(text)))), [
				refused,
				refused,
			]);
		});
	});

	for (const revokedTokenStatus401 of [false, true]) {
		test(`a token is good, then revoked${revokedTokenStatus401 ? ' with HTTP 401' : ''}`, async () => {
			await withSandbox({ revokedTokenStatus401 }, async sandbox => {
				const token = await tokenOf(sandbox, 0);
				const before = await verdict(sandbox.origin, token);
				sandbox.revokeTokens();
				const after = await verdict(sandbox.origin, token);
				assert.deepEqual([before.result, after.result], ['verified', 'refused']);
			});
		});
	}

	test('a token of somebody who is no administrator is limited', async () => {
		await withSandbox({}, async sandbox => {
			assert.deepEqual(await verdict(sandbox.origin, await tokenOf(sandbox, 1)), { result: 'limited' });
		});
	});

	test('asks for one user and no more', async () => {
		await withSandbox({}, async sandbox => {
			await verdict(sandbox.origin, keyOf('unknown'));
			assert.deepEqual(
				sandbox.requests().map(({ method, url }) => `${method} ${url}`),
				['GET /api/v1/module/core/user/list?limit=1&api_key=unknown'],
			);
		});
	});
});

suite('Verify, against a hostile server', () => {
	const error = (error_code: number, error_msg: string) => json({ error: { error_code, error_msg } });
	const page = '<!doctype html><title>Sign in</title>';
	const cases: readonly [title: string, response: ScriptedResponse, verification: Partial<Verification>][] = [
		['error 11', error(11, 'authorization failed'), { result: 'refused', message: 'authorization failed' }],
		['error 22', error(22, 'access denied'), { result: 'limited' }],
		['error 30', error(30, 'unknown method'), { result: 'limited' }],
		['HTTP 403', json({ message: 'Forbidden' }, '403 Forbidden'), { result: 'limited' }],
		['HTTP 403 without a word', json({}, '403 Forbidden'), { result: 'limited' }],
		['HTTP 403 that asks to slow down', json({ message: 'Too many requests' }, '403 Forbidden'), { result: 'unclear' }],
		['error 403', error(403, 'forbidden'), { result: 'limited' }],
		['error 13', error(13, 'internal server error'), { result: 'unclear', message: '13: internal server error' }],
		['error 31', error(31, 'unknown module'), { result: 'unclear', message: '31: unknown module' }],
		['a new error', error(99, 'new'), { result: 'unclear', message: '99: new' }],
		['a stale token', json({ error: 'Access token has been revoked' }, '401 Unauthorized'), { result: 'refused' }],
		['HTTP 429', html(page, '429 Too Many Requests'), { result: 'unclear', message: '429: Too Many Requests' }],
		['a page', html(page), { result: 'accountNotFound' }],
		['a page that is not there', html(page, '404 Not Found'), { result: 'accountNotFound' }],
		['nothing, not there', plain({ status: '404 Not Found' }), { result: 'accountNotFound' }],
		['a redirect', redirect(302, 'https://flowlu.com/'), { result: 'accountNotFound' }],
		['a page of a proxy', html(page, '502 Bad Gateway'), { result: 'unclear' }],
		['a page of maintenance', html(page, '503 Service Unavailable'), { result: 'unclear' }],
		['a page of a firewall', html(page, '403 Forbidden'), { result: 'unclear' }],
		['a page that asks for a password', html(page, '401 Unauthorized'), { result: 'unclear' }],
		['an empty response', plain({}), { result: 'unclear' }],
		['JSON that is cut off', plain({ body: '{"response":' }), { result: 'unclear' }],
		['other JSON', json({ hello: 'world' }), { result: 'unclear' }],
		['a reset', raw('', 'reset'), { result: 'unreachable', failure: 'connectionReset', code: 'ECONNRESET' }],
		['silence', raw('', 'stall'), { result: 'unreachable', failure: 'timeout', code: 'ETIMEDOUT' }],
		['broken HTTP', raw('nonsense\r\n\r\n', 'end'), { result: 'unreachable', failure: 'malformed' }],
	];
	for (const [title, response, verification] of cases) {
		test(`says ${verification.result ?? ''} to ${title}`, async () => {
			await withHostileServer([response], async ({ origin }) => {
				const result = await verdict(origin, keyOf('abcdefgh'), 300);
				assert.deepEqual(result, { ...result, ...verification });
			});
		});
	}

	test('says unreachable where nobody listens, and where', async () => {
		const origin = await deafOrigin();
		const result = await verdict(origin, keyOf('abcdefgh'));
		assert.deepEqual(result, {
			...result,
			result: 'unreachable',
			failure: 'connectionRefused',
			host: new URL(origin).host,
			code: 'ECONNREFUSED',
		});
	});

	test('says nothing when cancelled', async () => {
		await withHostileServer([raw('', 'stall')], async server => {
			const cancellation = new AbortController();
			const access = { account: { name: 'account', origin: server.origin }, credential: keyOf('abcdefgh') };
			const result = verify(quickFlowluClient(), access, { signal: cancellation.signal });
			await server.firstRequest();
			cancellation.abort();
			await assert.rejects(result, CancelledError);
		});
	});
});
