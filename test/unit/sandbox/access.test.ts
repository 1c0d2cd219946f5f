import { suite, test } from 'mocha';
import assert from 'node:assert/strict';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import { apiError, call, record, withSandbox } from './sandboxUnderTest';

const denied = apiError(22, 'access denied');

/** Whether each call is let through: not refused for lack of a permission. */
async function allowed(sandbox: Sandbox, key: string, paths: readonly string[]): Promise<readonly boolean[]> {
	const responses = [];
	for (const path of paths) {
		responses.push(JSON.stringify(await call(sandbox, path, { key })) !== JSON.stringify(denied));
	}
	return responses;
}

/** As text, without the second in which it was made. */
function timeless(response: unknown): string {
	return JSON.stringify(response).replace(/"updated_date":"[^"]*"/u, '');
}

suite('keys of the sandbox', () => {
	test('are two at the start, random, 50 characters long', () =>
		withSandbox({}, async sandbox => {
			const [workbench, crm] = sandbox.apiKeys;
			assert.deepEqual(
				[workbench?.name, workbench?.permissions, crm?.name, crm?.permissions],
				['Workbench', ['*/*/*'], 'CRM only (read)', ['crm/*/list', 'crm/*/get']],
			);
			assert.match(`${workbench?.key ?? ''} ${crm?.key ?? ''}`, /^[\w+/]{50} [\w+/]{50}$/u);
			await withSandbox({}, other => {
				assert.notEqual(other.apiKeys[0]?.key, workbench?.key);
				return Promise.resolve();
			});
		}));

	test('are accepted in the query and in the form', () =>
		withSandbox({}, async sandbox => {
			const key = sandbox.apiKeys[0]?.key ?? '';
			const posted = await call(sandbox, '/crm/lead/update/1', { key: null, form: [['api_key', key]] });
			assert.equal(timeless(posted), timeless(await call(sandbox, '/crm/lead/update/1', { form: [] })));
			assert.deepEqual(
				await call(sandbox, '/crm/lead/get/1', { key: null, headers: { 'x-api-key': key } }),
				apiError(11, 'authorization failed'),
			);
		}));

	test('open what their permissions name, by module, object and method', () =>
		withSandbox({}, async sandbox => {
			const paths = [
				'/crm/lead/list',
				'/crm/lead/get/1',
				'/crm/account/list',
				'/crm/lead/delete/1',
				'/fin/invoice/list',
				'/crm/lead',
			];
			const keys = [
				sandbox.createApiKey('reads CRM', ['crm/*/list', 'crm/*/get']),
				sandbox.createApiKey('gets leads', ['crm/lead/get']),
				sandbox.createApiKey('lists', ['*/*/list']),
				sandbox.createApiKey('nothing', []),
				sandbox.createApiKey('leads', ['crm/lead/*']),
			];
			const rows = [];
			for (const { key } of keys) {
				rows.push(await allowed(sandbox, key, paths));
			}
			assert.deepEqual(rows, [
				[true, true, true, false, false, true],
				[false, true, false, false, false, false],
				[true, false, true, false, true, true],
				[false, false, false, false, false, false],
				[true, true, false, true, false, true],
			]);
		}));

	test('are dead as soon as they are deleted', () =>
		withSandbox({}, async sandbox => {
			const { key } = sandbox.createApiKey('short-lived');
			assert.ok('response' in ((await call(sandbox, '/crm/lead/get/1', { key })) as object));
			sandbox.deleteApiKey(key);
			assert.deepEqual(await call(sandbox, '/crm/lead/get/1', { key }), apiError(11, 'api key not found'));
			assert.ok(sandbox.apiKeys.every(known => known.key !== key));
		}));

	test('can be given beforehand, and lack a module with code 30', () =>
		withSandbox(
			{ apiKeys: [{ name: 'mine', key: 'k', permissions: ['crm/lead/get'] }], deniedCode: 30 },
			async sandbox => {
				assert.deepEqual(
					[await call(sandbox, '/fin/invoice/list', { key: 'k' }), sandbox.apiKeys.map(({ name }) => name)],
					[apiError(30, 'access denied'), ['mine']],
				);
			},
		));

	test('have no user of their own', () =>
		withSandbox({}, async sandbox => {
			assert.deepEqual(await call(sandbox, '/core/user/get'), denied);
		}));

	test('remember when they were used', () =>
		withSandbox({ now: () => new Date('2026-03-14T15:09:26Z') }, async sandbox => {
			await call(sandbox, '/crm/lead/get/1');
			assert.deepEqual(
				sandbox.apiKeys.map(({ lastUsed }) => lastUsed?.toISOString()),
				['2026-03-14T15:09:26.000Z', undefined],
			);
		}));
});

/** Posts to the token endpoint. */
async function grant(
	sandbox: Sandbox,
	form: Readonly<Record<string, string>>,
): Promise<{ status: number; body: unknown }> {
	const response = await fetch(sandbox.tokenUrl, { method: 'POST', body: new URLSearchParams(form) });
	return { status: response.status, body: await response.json() };
}

async function tokenOf(sandbox: Sandbox, index: number): Promise<string> {
	const { username = '', password = '' } = sandbox.users[index] ?? {};
	const { body } = await grant(sandbox, { grant_type: 'password', username, password, client_id: 'tests' });
	const { access_token } = body as { access_token: string };
	return access_token;
}

const basic = (token: string) => ({ authorization: `Basic ${Buffer.from(`bearer:${token}`).toString('base64')}` });

suite('password grant of the sandbox', () => {
	test('gives an administrator a token that works by Basic', () =>
		withSandbox({}, async sandbox => {
			const { username = '', password = '' } = sandbox.users[0] ?? {};
			const { status, body } = await grant(sandbox, { grant_type: 'password', username, password, client_id: 'tests' });
			const { access_token, token_type } = body as { access_token: string; token_type: string };
			assert.deepEqual([status, token_type], [200, 'bearer']);
			assert.match(access_token, /^[0-9a-f]{14}-\d{8}$/u);
			const headers = basic(access_token);
			const { response } = (await call(sandbox, '/core/user/get', { key: null, headers })) as { response: unknown };
			assert.deepEqual(response, await record(sandbox, '/core/user/get/1'));
			const changed = await call(sandbox, '/core/user/update', { key: null, headers, form: [['position', 'Chief']] });
			assert.deepEqual(changed, { response: { ...(await record(sandbox, '/core/user/get/1')), position: 'Chief' } });
			const created = await call(sandbox, '/crm/lead/create', { key: null, headers, form: [['name', 'mine']] });
			assert.deepEqual(created, { response: { id: 37 } });
			assert.equal((await record(sandbox, '/crm/lead/get/37'))['created_by'], 1);
		}));

	test('refuses with the documented codes and a message in Russian', () =>
		withSandbox({}, async sandbox => {
			const { username = '', password = '' } = sandbox.users[0] ?? {};
			const good = { grant_type: 'password', username, password, client_id: 'tests' };
			const wrong = { status: 400, body: { error: 'invalid_grant', error_descrption: 'Неверный логин или пароль' } };
			const missing = {
				status: 400,
				body: { error: 'invalid_request', error_descrption: 'Отсутствует обязательный параметр' },
			};
			const wrongType = {
				status: 400,
				body: { error: 'invalid_request', error_descrption: 'Неверный параметр grant_type' },
			};
			assert.deepEqual(
				[
					await grant(sandbox, { ...good, password: `${password}x` }),
					await grant(sandbox, { ...good, username: 'nobody@example.com' }),
					await grant(sandbox, { ...good, client_id: '' }),
					await grant(sandbox, { grant_type: 'password' }),
					await grant(sandbox, { ...good, grant_type: 'client_credentials' }),
				],
				[wrong, wrong, missing, missing, wrongType],
			);
			assert.equal((await fetch(sandbox.tokenUrl)).status, 400);
		}));

	test('wants HTTPS, or responds to errors with another status, when told', () =>
		withSandbox({ demandTls: true, tokenErrorStatus: 200 }, async sandbox => {
			assert.deepEqual(await grant(sandbox, {}), {
				status: 200,
				body: { error: 'invalid_request_ssl', error_descrption: 'Требуется HTTPS-соединение' },
			});
		}));

	test('gives others a token that the API refuses', () =>
		withSandbox({}, async sandbox => {
			const headers = basic(await tokenOf(sandbox, 1));
			assert.deepEqual(await call(sandbox, '/crm/lead/list', { key: null, headers }), denied);
		}));

	test('takes a token as Bearer only when told', async () => {
		for (const [bearerTokens, works] of [
			[false, false],
			[true, true],
		] as const) {
			await withSandbox({ bearerTokens }, async sandbox => {
				const headers = { authorization: `Bearer ${await tokenOf(sandbox, 0)}` };
				assert.equal('response' in ((await call(sandbox, '/crm/lead/get/1', { key: null, headers })) as object), works);
			});
		}
	});

	test('refuses a revoked token, in either shape', async () => {
		for (const revokedTokenStatus401 of [false, true]) {
			await withSandbox({ revokedTokenStatus401 }, async sandbox => {
				const headers = basic(await tokenOf(sandbox, 0));
				sandbox.revokeTokens();
				const response = await fetch(`${sandbox.origin}/api/v1/module/crm/lead/list`, { headers });
				assert.deepEqual(
					[response.status, await response.json()],
					revokedTokenStatus401
						? [401, { error: 'Access token has been revoked' }]
						: [200, apiError(11, 'authorization failed')],
				);
			});
		}
	});

	test('takes no other user name in Basic, and no made-up token', () =>
		withSandbox({}, async sandbox => {
			const token = await tokenOf(sandbox, 0);
			const other = { authorization: `Basic ${Buffer.from(`admin:${token}`).toString('base64')}` };
			const refused = apiError(11, 'authorization failed');
			assert.deepEqual(
				[
					await call(sandbox, '/crm/lead/list', { key: null, headers: other }),
					await call(sandbox, '/crm/lead/list', { key: null, headers: basic(`${token}0`) }),
				],
				[refused, refused],
			);
		}));
});
