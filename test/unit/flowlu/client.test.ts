import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { createFlowluClient, type Access, type Call } from '../../../src/flowlu/flowluClient';
import { ApiError, ForeignOriginError, UnexpectedResponseError } from '../../../src/flowlu/responses/flowluErrors';
import type { HttpClient, HttpSendOptions } from '../../../src/net/httpClient';
import type { HttpRequest } from '../../../src/net/http';
import { Secret } from '../../../src/net/redaction/secret';
import { html, json, raw, redirect } from '../../support/scriptedResponses';
import { withHostileServer, type ScriptedResponse, type HostileServer } from '../../support/hostileServer';
import { quickFlowluClient } from '../../support/httpClient';
import { withSandbox } from '../sandbox/sandboxUnderTest';

const never = { signal: new AbortController().signal };
const base = '/api/v1/module';

function accessTo({ origin }: Pick<HostileServer, 'origin'>, key = 'abcdefgh'): Access {
	return { account: { name: 'account', origin }, credential: { kind: 'apiKey', apiKey: new Secret(key) } };
}

suite('Flowlu client: credentials', () => {
	test('are those of the moment, also of a repetition', async () => {
		const busy = html('', '503 Service Unavailable');
		await withHostileServer([busy, busy, json({ response: { id: 7 } })], async server => {
			const keys = ['key-one', 'key-two'];
			const current = () => {
				const key = keys.shift();
				return Promise.resolve(key === undefined ? undefined : accessTo(server, key));
			};
			const call = quickFlowluClient().call({ path: 'crm/lead/get/7' }, { ...accessTo(server), current }, never);
			await assert.rejects(call, { name: 'SessionRemovedError' });
			assert.deepEqual(
				server.received.map(({ line }) => /api_key=(?<key>\S+)/u.exec(line)?.groups?.['key']),
				['key-one', 'key-two'],
			);
		});
	});
});

suite('Flowlu client: calls', () => {
	const json1: Call = { path: 'crm/lead/create', body: { name: 'Ü', tags: [1] }, bodyFormat: 'json' };
	const calls: readonly [call: Call, line: string, type: string | undefined, body: string][] = [
		[{ path: 'crm/lead/list' }, `GET ${base}/crm/lead/list?api_key=abcdefgh`, undefined, ''],
		[
			{ path: 'crm/lead/list', query: { filter: { active: true }, page: 2 } },
			`GET ${base}/crm/lead/list?filter[active]=1&page=2&api_key=abcdefgh`,
			undefined,
			'',
		],
		[{ path: 'crm/lead/list', query: {} }, `GET ${base}/crm/lead/list?api_key=abcdefgh`, undefined, ''],
		[
			{ path: 'crm/lead/create', query: { a: 1 }, body: { name: 'A & B', cf_1: [2, 3] } },
			`POST ${base}/crm/lead/create?a=1&api_key=abcdefgh`,
			'application/x-www-form-urlencoded',
			'name=A%20%26%20B&cf_1[]=2&cf_1[]=3',
		],
		[json1, `POST ${base}/crm/lead/create?api_key=abcdefgh`, 'application/json', '{"name":"Ü","tags":[1]}'],
		[
			{ path: 'crm/lead/create', body: {} },
			`POST ${base}/crm/lead/create?api_key=abcdefgh`,
			'application/x-www-form-urlencoded',
			'',
		],
	];
	for (const [call, line, type, body] of calls) {
		test(`sends ${line} ${body}`, async () => {
			await withHostileServer([json({ response: { id: 7 } })], async server => {
				assert.deepEqual(await quickFlowluClient().call(call, accessTo(server), never), { id: 7 });
				const [request] = server.received;
				const header = (name: string) => request?.headers.find(([other]) => other === name)?.[1];
				assert.deepEqual(
					[request?.line, header('Content-Type'), header('Accept'), request?.body],
					[`${line} HTTP/1.1`, type, 'application/json', body],
				);
			});
		});
	}

	const faults: readonly [response: ScriptedResponse, error: Error][] = [
		[json({ error: { error_code: 20, error_msg: 'not found' } }), new ApiError(20, 'not found', [], 'checkRecord')],
		[html('<html>'), new UnexpectedResponseError('html', 200)],
		[redirect(302, 'https://evil.example/'), new UnexpectedResponseError('redirect', 302)],
		[json({ hello: 1 }), new UnexpectedResponseError('incomplete', 200)],
	];
	for (const [response, error] of faults) {
		test(`throws ${error.message}`, async () => {
			await withHostileServer([response], async server => {
				await assert.rejects(quickFlowluClient().call({ path: 'crm/lead/get/7' }, accessTo(server), never), error);
			});
		});
	}

	test('creates, reads, changes and deletes a record of the sandbox', async () => {
		await withSandbox({}, async ({ origin, apiKeys }) => {
			const access = accessTo({ origin }, apiKeys[0]?.key);
			const client = quickFlowluClient();
			const created = await client.call(
				{ path: 'crm/account/create', body: { type: 1, name: 'Ünal & Söhne' } },
				access,
				never,
			);
			const id = String(Reflect.get(Object(created), 'id'));
			await client.call({ path: `crm/account/update/${id}`, body: { name: '株式会社' } }, access, never);
			const changed = await client.call({ path: `crm/account/get/${id}` }, access, never);
			assert.equal(Reflect.get(Object(changed), 'name'), '株式会社');
			await client.call({ path: `crm/account/delete/${id}` }, access, never);
			await assert.rejects(client.call({ path: `crm/account/get/${id}` }, access, never), {
				name: 'ApiError',
				code: 20,
			});
		});
	});
});

suite('Flowlu client: sending', () => {
	test('sends nothing to another origin', async () => {
		await withHostileServer([json({})], async server => {
			const request = { method: 'GET', url: `${server.origin}/`, headers: [] };
			const access = accessTo({ origin: 'https://acme.flowlu.com' });
			await assert.rejects(quickFlowluClient().send(request, access, never), ForeignOriginError);
			assert.equal(server.connections(), 0);
		});
	});

	const busy = html('<html>', '429 Too Many');
	const writes: readonly [method: string, path: string][] = [
		['POST', `${base}/crm/lead/create`],
		['POST', `${base}/crm/lead/list`],
		['GET', `${base}/crm/lead/delete/7`],
		['GET', `${base}/crm/lead`],
		['DELETE', `${base}/crm/lead/get/7`],
	];
	for (const [method, path] of writes) {
		for (const [title, response] of [
			['429', busy],
			['a reset', raw('', 'reset')],
		] as const) {
			test(`sends ${method} ${path} once, even after ${title}`, async () => {
				await withHostileServer([response, json({ response: 1 })], async server => {
					const request = { method, url: server.origin + path, headers: [] };
					await quickFlowluClient()
						.send(request, accessTo(server), never)
						.catch((error: unknown) => error);
					assert.equal(server.received.length, 1);
				});
			});
		}
	}

	for (const path of [`${base}/crm/lead/list?page=2`, `${base}/crm/lead/get/7`]) {
		test(`sends GET ${path} again after a fault`, async () => {
			await withHostileServer([busy, raw('', 'reset'), json({ response: 1 })], async server => {
				const request = { method: 'GET', url: server.origin + path, headers: [] };
				const { status } = await quickFlowluClient().send(request, accessTo(server), never);
				assert.deepEqual([status, server.received.length], [200, 3]);
			});
		});
	}

	test('keeps the gap to a portal and none to this machine, one lane an account', async () => {
		const optionsFor = (origin: string) =>
			optionsOf({ method: 'GET', url: `${origin}${base}/crm/lead`, headers: [] }, { origin });
		assert.deepEqual(await Promise.all(['https://acme.flowlu.com', 'http://127.0.0.1:8080'].map(optionsFor)), [
			{ lane: 'https://acme.flowlu.com', gap: 1000, repeatable: false },
			{ lane: 'http://127.0.0.1:8080', gap: 0, repeatable: false },
		]);
	});
});

/** What the client asks of the network for a request. */
async function optionsOf(
	request: HttpRequest,
	server: Pick<HostileServer, 'origin'>,
): Promise<Pick<HttpSendOptions, 'lane' | 'gap' | 'repeatable'>> {
	const asked: Pick<HttpSendOptions, 'lane' | 'gap' | 'repeatable'>[] = [];
	const http: HttpClient = {
		send: (_request, { lane, gap, repeatable }) => {
			asked.push({ lane, gap, repeatable });
			return Promise.resolve({ status: 200, statusText: '', headers: [], body: new Uint8Array(), milliseconds: 1 });
		},
	};
	await createFlowluClient(http, () => 1000).send(request, accessTo(server), never);
	const [options] = asked;
	assert.ok(options);
	return options;
}

suite('Reads, which may be repeated', () => {
	const cases: readonly [expected: boolean, ...targets: readonly string[]][] = [
		[
			true,
			'GET crm/lead/list',
			'GET crm/lead/list/',
			'GET crm/lead/get/7',
			'GET core/user/get',
			'GET crm/lead/list?x=/delete/',
		],
		[false, 'POST crm/lead/list', 'get crm/lead/list', 'HEAD crm/lead/list', 'GET crm/lead', 'GET crm/lead/delete/7'],
		[
			false,
			'GET crm/lead/create',
			'GET crm/lead/update/7',
			'GET crm/lead/get/7/delete',
			'GET crm/lead/listen',
			'GET crm/lead/LIST',
		],
		[
			false,
			'GET crm/lead/delete/7?x=/crm/lead/list',
			'GET crm/lead/delete/7#/crm/lead/list',
			'GET crm/lead/list/../delete/7',
			'GET crm/lead/%6cist',
		],
		[false, 'GET ../x/crm/lead/list', 'GET list', 'GET '],
	];
	for (const [expected, ...targets] of cases) {
		for (const target of targets) {
			test(`${target} is ${expected ? 'one' : 'none'}`, async () => {
				const [method = '', path = ''] = target.split(' ');
				const origin = 'https://acme.flowlu.com';
				const { repeatable } = await optionsOf({ method, url: `${origin}${base}/${path}`, headers: [] }, { origin });
				assert.equal(repeatable, expected);
			});
		}
	}
});
