import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { suite, test } from 'mocha';
import { ApiError, UnexpectedResponseError } from '../../../src/flowlu/responses/flowluErrors';
import { isInvalidGrant, parseTokenUrl, requestAccessToken } from '../../../src/flowlu/passwordGrant';
import { CancelledError, type NetworkError } from '../../../src/net/networkErrors';
import { openSecret, Secret } from '../../../src/net/redaction/secret';
import { html, json, plain, raw, redirect } from '../../support/scriptedResponses';
import { deafOrigin, withHostileServer, type ScriptedResponse, type HostileServer } from '../../support/hostileServer';
import { quickHttpClient } from '../../support/httpClient';
import { withSandbox } from '../sandbox/sandboxUnderTest';

const password = `pä ss&=+%${randomBytes(8).toString('hex')}`;
const never = { signal: new AbortController().signal };

function grant(tokenUrl: string) {
	return { tokenUrl, username: 'ann@example.com', password: new Secret(password), clientId: 'flowlu-workbench' };
}

function ask({ origin }: Pick<HostileServer, 'origin'>, options = never, timeout = 8000): Promise<Secret> {
	return requestAccessToken(quickHttpClient({ timeout, maxBytes: 10_000 }), grant(`${origin}/token`), options);
}

suite('Password grant', () => {
	test('sends what Flowlu asks for, once, as a form', async () => {
		await withHostileServer([json({ access_token: 'abc', token_type: 'bearer' })], async server => {
			assert.equal(openSecret(await ask(server)), 'abc');
			const [request, ...more] = server.received;
			const form = [...new URLSearchParams(request?.body)];
			const sent = [
				['grant_type', 'password'],
				['username', 'ann@example.com'],
				['password', password],
				['client_id', 'flowlu-workbench'],
			];
			const type = request?.headers.find(([name]) => name === 'Content-Type')?.[1];
			assert.deepEqual(
				[request?.line, type, form, more],
				['POST /token HTTP/1.1', 'application/x-www-form-urlencoded', sent, []],
			);
		});
	});

	const tokens: readonly [response: ScriptedResponse, token: string][] = [
		[json({ access_token: '5f0c1d2e3a4b5c-12345678' }, '201 Created'), '5f0c1d2e3a4b5c-12345678'],
		[json({ access_token: ' жетон\n', token_type: 'bearer' }), 'жетон'],
		[plain({ body: '\uFEFF{"access_token":"abc"}' }), 'abc'],
		[plain({ body: Buffer.from('\uFEFF{"access_token":"abc"}', 'utf16le') }), 'abc'],
		[plain({ headers: [['Content-Type', 'text/html']], body: '{"access_token":"abc"}' }), 'abc'],
	];
	for (const [response, token] of tokens) {
		test(`finds the token ${JSON.stringify(token)}`, async () => {
			await withHostileServer([response], async server => {
				assert.equal(openSecret(await ask(server)), token);
			});
		});
	}

	const refused = (error: string, remedy: ApiError['remedy']) =>
		new ApiError(error, 'Неверный пароль – wrong', [], remedy);
	const statuses = ['200 OK', '400 Bad Request', '401 Unauthorized', '403 Forbidden', '500 Internal', '302 Found'];
	for (const status of statuses) {
		for (const spelling of ['error_descrption', 'error_description']) {
			test(`reads every error with HTTP ${status} and ${spelling}`, async () => {
				for (const [error, remedy] of [
					['invalid_grant', 'signInAgain'],
					['invalid_request_ssl', 'checkAccount'],
					['invalid_request', 'checkRequest'],
					['something_new', 'readMessage'],
				] as const) {
					await withHostileServer([json({ error, [spelling]: 'Неверный пароль – wrong' }, status)], async server => {
						await assert.rejects(ask(server), refused(error, remedy));
						assert.equal(server.received.length, 1);
					});
				}
			});
		}
	}

	const faults: readonly [title: string, response: ScriptedResponse, error: Error][] = [
		['HTML', html('<html>Sign in</html>'), new UnexpectedResponseError('html', 200)],
		['nothing', plain({}), new UnexpectedResponseError('empty', 200)],
		['nothing and HTTP 204', raw('HTTP/1.1 204 No Content\r\n\r\n', 'keep'), new UnexpectedResponseError('empty', 204)],
		['JSON that is cut off', plain({ body: '{"access_token":"ab' }), new UnexpectedResponseError('invalidJson', 200)],
		['no token', json({ token_type: 'bearer' }), new UnexpectedResponseError('incomplete', 200)],
		['an empty token', json({ access_token: ' ' }), new UnexpectedResponseError('incomplete', 200)],
		['a token of two lines', json({ access_token: 'ab\ncd' }), new UnexpectedResponseError('incomplete', 200)],
		['a token that is no text', json({ access_token: { a: 1 } }), new UnexpectedResponseError('incomplete', 200)],
		['a list', json([{ access_token: 'abc' }]), new UnexpectedResponseError('incomplete', 200)],
		['an envelope of the API', json({ response: { id: 1 } }), new UnexpectedResponseError('incomplete', 200)],
		['a token with HTTP 400', json({ access_token: 'abc' }, '400 Bad'), new ApiError(400, 'Bad', [], 'checkRequest')],
		['a page that is not there', html('<html>404</html>', '404 Not Found'), new UnexpectedResponseError('html', 404)],
		['a redirect', redirect(307, '/elsewhere'), new UnexpectedResponseError('redirect', 307)],
		[
			'a redirect with a token',
			plain({ status: '302 Found', headers: [['Location', '/x']], body: '{"access_token":"abc"}' }),
			new UnexpectedResponseError('redirect', 302),
		],
		['HTTP 429', html('<html>Slow down', '429 Too Many'), new ApiError(429, 'Too Many', [], 'slowDown')],
		['HTTP 502', html('<html>Bad Gateway', '502 Bad Gateway'), new UnexpectedResponseError('html', 502)],
	];
	for (const [title, response, error] of faults) {
		test(`names ${title} and does not send the password again`, async () => {
			await withHostileServer([response, json({ access_token: 'abc' })], async server => {
				await assert.rejects(ask(server), error);
				assert.equal(server.received.length, 1);
			});
		});
	}

	const breaks: readonly [title: string, response: ScriptedResponse, failure: NetworkError['failure']][] = [
		['a reset', raw('', 'reset'), 'connectionReset'],
		[
			'a body that is cut off',
			raw('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"access_token":"abc"}', 'end'),
			'connectionReset',
		],
		['silence', raw('', 'stall'), 'timeout'],
		['a response that is too large', plain({ body: 'x'.repeat(10_001) }), 'tooLarge'],
	];
	for (const [title, response, failure] of breaks) {
		test(`does not send the password again after ${title}`, async () => {
			await withHostileServer([response, json({ access_token: 'abc' })], async server => {
				const timeout = failure === 'timeout' ? 300 : undefined;
				await assert.rejects(ask(server, never, timeout), { name: 'NetworkError', failure });
				assert.equal(server.received.length, 1);
			});
		});
	}

	test('names a host where nobody listens', async () => {
		await assert.rejects(ask({ origin: await deafOrigin() }), { name: 'NetworkError', failure: 'connectionRefused' });
	});

	test('can be cancelled', async () => {
		await withHostileServer([raw('', 'stall')], async server => {
			const cancellation = new AbortController();
			const token = ask(server, { signal: cancellation.signal });
			await server.firstRequest();
			cancellation.abort();
			await assert.rejects(token, CancelledError);
			await server.allHungUp();
		});
	});

	test('gets a token of the sandbox, and its refusals', async () => {
		await withSandbox({}, async ({ tokenUrl, users }) => {
			const [user] = users;
			assert.ok(user);
			const http = quickHttpClient();
			const right = { ...grant(tokenUrl), username: user.username, password: new Secret(user.password) };
			assert.match(openSecret(await requestAccessToken(http, right, never)), /^[0-9a-f]{14}-\d{8}$/u);
			const refusal = await requestAccessToken(http, { ...right, password: new Secret('wrong') }, never).catch(
				(error: unknown) => error,
			);
			assert.deepEqual([isInvalidGrant(refusal), isInvalidGrant(new Error('invalid_grant'))], [true, false]);
			await assert.rejects(requestAccessToken(http, { ...right, clientId: '' }, never), { code: 'invalid_request' });
		});
	});
});

suite('Token URL', () => {
	const urls: readonly [text: string, result: string][] = [
		[' https://my.example.com/oauth ', 'https://my.example.com/oauth'],
		['HTTPS://My.Example.com', 'https://my.example.com/'],
		['http://127.0.0.1:8080/t?a=1', 'http://127.0.0.1:8080/t?a=1'],
		['http://localhost/t', 'http://localhost/t'],
		['http://my.example.com/oauth', 'notHttps'],
		['http://127.0.0.1.evil.example/', 'notHttps'],
		['https://me:pw@my.example.com/', 'hasCredentials'],
		['https://me@my.example.com/', 'hasCredentials'],
		['', 'invalid'],
		['my.example.com/oauth', 'invalid'],
		['ftp://my.example.com/', 'invalid'],
		['https://', 'invalid'],
		['https:my.example.com', 'invalid'],
		['https://my.example.com\\@evil.example', 'invalid'],
		['https://my.exa\tmple.com', 'invalid'],
		['javascript:alert(1)', 'invalid'],
	];
	for (const [text, result] of urls) {
		test(`${JSON.stringify(text)}: ${result}`, async () => {
			assert.ok(Object.values(parseTokenUrl(text)).includes(result));
			if (!result.includes('://')) {
				await assert.rejects(
					requestAccessToken(quickHttpClient(), grant(text), never),
					new TypeError(`Not a token URL: ${result}.`),
				);
			}
		});
	}
});
