import { suite, test } from 'mocha';
import assert from 'node:assert/strict';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import { apiError, call, withSandbox } from './sandboxUnderTest';

type Fields = readonly (readonly [string, string])[];

interface Page {
	readonly status: number;
	readonly url: string;
	readonly text: string;
}

async function open(url: string): Promise<Page> {
	const response = await fetch(url);
	return { status: response.status, url: response.url, text: await response.text() };
}

async function post(sandbox: Sandbox, action: string, fields: Fields, origin = sandbox.origin): Promise<Page> {
	const response = await fetch(`${sandbox.settingsUrl}/${action}`, {
		method: 'POST',
		headers: { origin },
		body: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])),
	});
	return { status: response.status, url: response.url, text: await response.text() };
}

async function formToken(sandbox: Sandbox): Promise<readonly [string, string]> {
	const { text } = await open(sandbox.settingsUrl);
	return ['token', /name="token" value="(?<token>[\w-]+)"/u.exec(text)?.groups?.['token'] ?? ''];
}

suite('settings page of the sandbox', () => {
	test('lists the keys without showing them', () =>
		withSandbox({}, async sandbox => {
			const { status, text } = await open(sandbox.settingsUrl);
			assert.equal(status, 200);
			for (const { name, key } of sandbox.apiKeys) {
				assert.deepEqual(
					[text.includes(name), text.includes(`…${key.slice(-4)}`), text.includes(key.slice(0, 40))],
					[true, true, false],
				);
			}
			assert.ok(text.includes('CRM: list, get') && text.includes('Everything') && text.includes('made-up records'));
		}));

	test('creates a key, shows it once, and the key works within its permissions', () =>
		withSandbox({}, async sandbox => {
			const created = await post(sandbox, 'create', [
				await formToken(sandbox),
				['name', ' From the page '],
				['scope', 'chosen'],
				['permission', 'crm/lead/get'],
				['permission', 'crm/*/list'],
				['permission', 'not a permission'],
			]);
			const made = sandbox.apiKeys.at(-1);
			const key = made?.key ?? '';
			assert.deepEqual(
				[made?.name, made?.permissions, created.status, created.text.includes(`value="${key}"`)],
				['From the page', ['crm/lead/get', 'crm/*/list'], 200, true],
			);
			assert.equal((await open(created.url)).text.includes(key), false);
			assert.ok('response' in ((await call(sandbox, '/crm/account/list', { key })) as object));
			assert.deepEqual(await call(sandbox, '/fin/invoice/list', { key }), apiError(22, 'access denied'));
		}));

	test('keeps what was entered when something is missing', () =>
		withSandbox({}, async sandbox => {
			const token = await formToken(sandbox);
			const unnamed = await post(sandbox, 'create', [
				token,
				['name', ' '],
				['scope', 'chosen'],
				['permission', 'st/*/get'],
			]);
			const nothing = await post(sandbox, 'create', [token, ['name', 'Half "done"'], ['scope', 'chosen']]);
			assert.deepEqual(
				[
					unnamed.status,
					unnamed.text.includes('Give the key a name.'),
					/value="st\/\*\/get"[^>]* checked/u.test(unnamed.text),
					nothing.status,
					nothing.text.includes('Choose at least one permission.'),
					nothing.text.includes('value="Half &quot;done&quot;"'),
					sandbox.apiKeys.length,
				],
				[422, true, true, 422, true, true, 2],
			);
		}));

	test('changes permissions at once', () =>
		withSandbox({}, async sandbox => {
			const { id, key } = sandbox.createApiKey('to change', ['crm/lead/*']);
			const before = await open(`${sandbox.settingsUrl}/edit?id=${id}`);
			const boxes = [...before.text.matchAll(/value="(?<value>[\w*]+\/[\w*]+\/\w+)"[^>]* checked/gu)];
			assert.deepEqual(
				boxes.map(({ groups }) => groups?.['value']),
				['list', 'get', 'create', 'update', 'delete'].map(method => `crm/lead/${method}`),
			);
			const fields: Fields = [await formToken(sandbox), ['id', id], ['scope', 'chosen']];
			const refused = await post(sandbox, 'edit', fields);
			assert.deepEqual([refused.status, sandbox.apiKeys.at(-1)?.permissions], [422, ['crm/lead/*']]);
			await post(sandbox, 'edit', [...fields, ['permission', 'core/user/list']]);
			assert.deepEqual(await call(sandbox, '/crm/lead/get/1', { key }), apiError(22, 'access denied'));
			await post(sandbox, 'edit', [...fields, ['scope', 'all']]);
			assert.deepEqual(sandbox.apiKeys.at(-1)?.permissions, ['*/*/*']);
		}));

	test('asks before it deletes a key, which is then dead at once', () =>
		withSandbox({}, async sandbox => {
			const { id, key } = sandbox.createApiKey('to delete');
			const asked = await open(`${sandbox.settingsUrl}/delete?id=${id}`);
			assert.ok(asked.text.includes('Delete “to delete”?') && sandbox.apiKeys.length === 3);
			const deleted = await post(sandbox, 'delete', [await formToken(sandbox), ['id', id]]);
			assert.deepEqual([deleted.url, deleted.text.includes('to delete')], [sandbox.settingsUrl, false]);
			assert.deepEqual(await call(sandbox, '/crm/lead/get/1', { key }), apiError(11, 'api key not found'));
			assert.equal((await open(`${sandbox.settingsUrl}/delete?id=${id}`)).status, 404);
		}));

	test('refuses forms without its token or from another origin', () =>
		withSandbox({}, async sandbox => {
			const token = await formToken(sandbox);
			const wanted: Fields = [
				['name', 'forged'],
				['scope', 'all'],
			];
			const statuses = [
				(await post(sandbox, 'create', wanted)).status,
				(await post(sandbox, 'create', [...wanted, ['token', 'x'.repeat(token[1].length)]])).status,
				(await post(sandbox, 'create', [...wanted, token], 'https://evil.example')).status,
				(await post(sandbox, 'create', [...wanted, token], 'null')).status,
			];
			assert.deepEqual([statuses, sandbox.apiKeys.length], [[403, 403, 403, 403], 2]);
		}));

	test('escapes every name, and lets nothing from elsewhere run', () =>
		withSandbox({}, async sandbox => {
			const { id } = sandbox.createApiKey('"><script>alert(1)</script>&\'');
			for (const path of ['', `/edit?id=${id}`, `/delete?id=${id}`]) {
				const response = await fetch(sandbox.settingsUrl + path);
				const text = await response.text();
				assert.equal(text.includes('<script>'), false);
				assert.ok(text.includes('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;&#39;'));
				assert.match(response.headers.get('content-security-policy') ?? '', /^default-src 'none';.*script-src 'self'/u);
				const references = [...text.matchAll(/\b(?:src|href|action)="(?<target>[^"]*)"/gu)];
				assert.ok(references.length > 4 && references.every(({ groups }) => /^[/#]/u.test(groups?.['target'] ?? '')));
			}
		}));

	test('says when there are no keys', () =>
		withSandbox({ apiKeys: [] }, async sandbox => {
			assert.ok((await open(sandbox.settingsUrl)).text.includes('There are no keys.'));
		}));

	test('is reached from a front page whose examples work', () =>
		withSandbox({}, async sandbox => {
			const { text } = await open(sandbox.origin);
			assert.ok(text.includes('href="/settings/api"'));
			const examples = [...text.matchAll(/<code>GET (?<path>[^<]+)<\/code>/gu)].map(({ groups }) =>
				(groups?.['path'] ?? '').replaceAll('&amp;', '&'),
			);
			const empty = [];
			for (const path of examples) {
				const response = JSON.stringify(await call(sandbox, path));
				if (!response.startsWith('{"response"') || response.includes('"items":[]')) {
					empty.push(path);
				}
			}
			assert.deepEqual([examples.length, empty], [5, []]);
		}));

	test('is reached from a front page that has the logins', () =>
		withSandbox({}, async sandbox => {
			const { text } = await open(sandbox.origin);
			const missing = sandbox.users.filter(
				({ username, password }) => !text.includes(`<code>${username}</code>, password <code>${password}</code>`),
			);
			assert.deepEqual([sandbox.users.length > 0, missing], [true, []]);
		}));

	test('brings its styles and its script', () =>
		withSandbox({}, async sandbox => {
			const types = [];
			for (const asset of ['sandbox.css', 'sandbox.js']) {
				const { status, headers } = await fetch(`${sandbox.origin}/assets/${asset}`);
				types.push([status, headers.get('content-type')]);
			}
			assert.deepEqual(types, [
				[200, 'text/css; charset=utf-8'],
				[200, 'text/javascript; charset=utf-8'],
			]);
		}));
});
