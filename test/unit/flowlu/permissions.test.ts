import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { suite, test } from 'mocha';
import type { Access, FlowluClient } from '../../../src/flowlu/flowluClient';
import { checkPermissions, type Readability } from '../../../src/flowlu/checkPermissions';
import { CancelledError } from '../../../src/net/networkErrors';
import { Secret } from '../../../src/net/redaction/secret';
import type { Permission, Sandbox } from '../../../src/sandbox/sandbox';
import { html, json, raw } from '../../support/scriptedResponses';
import { withHostileServer, type ScriptedResponse, type HostileServer } from '../../support/hostileServer';
import { quickFlowluClient } from '../../support/httpClient';
import { apiError, catalog, withSandbox } from '../sandbox/sandboxUnderTest';

const never = { signal: new AbortController().signal };
const everyEntity = catalog.entities.map(({ module, entity }) => `${module}/${entity}`);
const some = ['crm/lead', 'task/tasks', 'fin/invoice'];

function accessTo({ origin }: Pick<HostileServer, 'origin'>, key = 'abcdefgh'): Access {
	return { account: { name: 'account', origin }, credential: { kind: 'apiKey', apiKey: new Secret(key) } };
}

function limited(sandbox: Sandbox, permissions: readonly Permission[]): Access {
	return accessTo(sandbox, sandbox.createApiKey('Limited', permissions).key);
}

function ofKind(entities: ReadonlyMap<string, Readability>, kind: Readability): readonly string[] {
	return [...entities].filter(([, found]) => found === kind).map(([entity]) => entity);
}

suite('Check of permissions', () => {
	for (const deniedCode of [22, 30] as const) {
		test(`tells what a key may read when a refusal is error ${deniedCode}`, async () => {
			await withSandbox({ deniedCode }, async sandbox => {
				const access = limited(sandbox, ['crm/*/list', 'task/tasks/*', 'fin/*/get', 'core/user/list']);
				const { permissions, stopped } = await checkPermissions(quickFlowluClient(), access, everyEntity, never);
				const readable = everyEntity.filter(name => /^(?:crm\/|task\/tasks$|core\/user$)/u.test(name));
				const refused = everyEntity.filter(name => !readable.includes(name));
				assert.deepEqual(
					[ofKind(permissions.entities, 'readable'), ofKind(permissions.entities, 'refused'), stopped],
					[readable, refused, undefined],
				);
			});
		});
	}

	test('asks once an entity, for one record, by GET, and nothing else', async () => {
		await withSandbox({}, async sandbox => {
			await checkPermissions(quickFlowluClient(), limited(sandbox, ['*/*/*']), everyEntity, never);
			const lines = sandbox.requests().map(({ method, url }) => `${method} ${url.replace(/&api_key=.*/u, '')}`);
			assert.equal(lines.length, 59);
			assert.deepEqual(
				lines,
				everyEntity.map(entity => `GET /api/v1/module/${entity}/list?limit=1`),
			);
		});
	});

	test('takes an unknown method, module or entity for no list, not for a refusal', async () => {
		await withSandbox({}, async sandbox => {
			const names = ['crm/lead', 'crm/nothing', 'nothing/lead'];
			const { permissions } = await checkPermissions(quickFlowluClient(), limited(sandbox, ['*/*/*']), names, never);
			assert.deepEqual([...permissions.entities.values()], ['readable', 'noList', 'noList']);
		});
		await withHostileServer([json(apiError(30, 'unknown method'))], async server => {
			const { permissions } = await checkPermissions(quickFlowluClient(), accessTo(server), ['crm/lead'], never);
			assert.deepEqual([...permissions.entities], [['crm/lead', 'noList']]);
		});
	});

	const good = json({ response: { items: [] } });
	const tooMany = html('', '429 Too Many Requests');
	const reset = raw('', 'reset');
	const scripts: readonly [
		title: string,
		responses: readonly [ScriptedResponse, ...ScriptedResponse[]],
		found: readonly Readability[],
		stopped: string | undefined,
		requests: number,
	][] = [
		[
			'a refused key',
			[good, json(apiError(11, 'api key not found'))],
			['readable', 'notAsked', 'notAsked'],
			'keyRefused',
			2,
		],
		[
			'a revoked token',
			[json({ error: 'Access token has been revoked' }, '401 Unauthorized')],
			['notAsked', 'notAsked', 'notAsked'],
			'keyRefused',
			1,
		],
		[
			'an unknown account',
			[json(apiError(11, 'account not found'))],
			['notAsked', 'notAsked', 'notAsked'],
			'accountNotFound',
			1,
		],
		[
			'429 that does not end',
			[good, tooMany, tooMany, tooMany],
			['readable', 'notAsked', 'notAsked'],
			'tooManyRequests',
			4,
		],
		['429 that ends', [tooMany, good, good, good], ['readable', 'readable', 'readable'], undefined, 4],
		['one entity without a response', [reset, reset, reset, good], ['unclear', 'readable', 'readable'], undefined, 5],
		['no responses', [reset], ['unclear', 'unclear', 'notAsked'], 'unreachable', 6],
		[
			'pages and errors that say nothing of the key',
			[html('<html>'), json(apiError(13, 'internal server error')), json({ hello: 1 })],
			['unclear', 'unclear', 'unclear'],
			undefined,
			3,
		],
	];
	for (const [title, responses, found, stopped, requests] of scripts) {
		test(`${title}: ${stopped ?? 'goes on'}`, async () => {
			await withHostileServer(responses, async server => {
				const check = await checkPermissions(quickFlowluClient(), accessTo(server), some, never);
				assert.deepEqual(
					[[...check.permissions.entities.values()], check.stopped, server.received.length],
					[found, stopped, requests],
				);
			});
		});
	}

	test('gives an entity up that keeps everybody waiting', async () => {
		await withSandbox({}, async sandbox => {
			sandbox.setDelay(5000);
			const options = { ...never, timeoutMs: 30 };
			const check = await checkPermissions(quickFlowluClient(), limited(sandbox, ['*/*/*']), some, options);
			assert.deepEqual(
				[[...check.permissions.entities.values()], check.stopped],
				[['unclear', 'unclear', 'notAsked'], 'unreachable'],
			);
		});
	});

	test('gives an entity up whose response does not end', async () => {
		let asked = 0;
		const call: FlowluClient['call'] = (_call, _access, { signal, onPhase }) => {
			asked++;
			onPhase?.({ phase: 'sending' });
			onPhase?.({ phase: 'receiving', bytes: 1, total: undefined });
			return new Promise((_resolve, reject) => {
				signal.addEventListener('abort', () => {
					reject(new CancelledError());
				});
			});
		};
		const client = { ...quickFlowluClient(), call };
		const access = accessTo({ origin: 'http://127.0.0.1:1' });
		const { stopped } = await checkPermissions(client, access, some, { ...never, timeoutMs: 1 });
		assert.deepEqual([stopped, asked], ['unreachable', 2]);
	});

	test('is cancelled at once, and sends no more', async () => {
		await withSandbox({}, async sandbox => {
			const controller = new AbortController();
			const check = checkPermissions(quickFlowluClient(), limited(sandbox, ['*/*/*']), everyEntity, {
				signal: controller.signal,
				onProgress: (_entity, asked) => {
					if (asked === 3) {
						controller.abort();
					}
				},
			});
			await assert.rejects(check, CancelledError);
			assert.equal(sandbox.requests().length, 3);
		});
	});

	test('lets what the user sends go first, even what is sent later', async () => {
		await withSandbox({}, async sandbox => {
			const client = quickFlowluClient();
			const access = limited(sandbox, ['*/*/*']);
			sandbox.setDelay(30);
			const first = client.call({ path: 'crm/account/get/1' }, access, never);
			const check = checkPermissions(client, access, some, never);
			await turn();
			const second = client.call({ path: 'crm/account/get/2' }, access, never);
			await Promise.all([first, second, check]);
			assert.deepEqual(
				sandbox.requests().map(({ url }) => url.split('?', 1)[0]?.replace('/api/v1/module/', '')),
				['crm/account/get/1', 'crm/account/get/2', 'crm/lead/list', 'task/tasks/list', 'fin/invoice/list'],
			);
		});
	});
});
