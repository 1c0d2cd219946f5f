import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { suite, test } from 'mocha';
import { createRecordLists, type RecordLists } from '../../../src/exchanges/recordLists';
import type { Access } from '../../../src/flowlu/flowluClient';
import { ApiError, UnexpectedResponseError } from '../../../src/flowlu/responses/flowluErrors';
import { CancelledError } from '../../../src/net/networkErrors';
import { Secret } from '../../../src/net/redaction/secret';
import { withHostileServer } from '../../support/hostileServer';
import { quickFlowluClient } from '../../support/httpClient';
import { json } from '../../support/scriptedResponses';
import { apiError, withSandbox } from '../sandbox/sandboxUnderTest';

const never = new AbortController().signal;
const pipelines = { sessionId: 'main', entity: 'crm/pipeline' };

interface Stage {
	readonly lists: RecordLists;
	readonly access: Access;
	/** Milliseconds. */
	readonly pass: (time: number) => void;
}

function stageAt(origin: string, key = 'abcdefgh'): Stage {
	let time = 0;
	const lists = createRecordLists({
		flowlu: quickFlowluClient(),
		now: () => time,
		yieldToEventLoop: () => turn(),
	});
	return {
		lists,
		access: { account: { name: 'account', origin }, credential: { kind: 'apiKey', apiKey: new Secret(key) } },
		pass: by => {
			time += by;
		},
	};
}

const page = (items: number, rest: object = {}) =>
	json({ response: { items: Array.from({ length: items }, (_, index) => ({ id: index + 1, name: 'A' })), ...rest } });

suite('Lists of records that are loaded', () => {
	test('take one request and are there for ten minutes, for their key and entity', async () => {
		await withSandbox({}, async sandbox => {
			const { lists, access, pass } = stageAt(sandbox.origin, sandbox.createApiKey('Main').key);
			assert.equal(lists.of(pipelines), undefined);
			const loaded = await lists.load(pipelines, access, never);
			assert.deepEqual(loaded.records[0], { id: '1', name: 'New business' });
			assert.equal(loaded.isIncomplete, false);
			assert.deepEqual(
				sandbox.requests().map(({ method, url }) => `${method} ${url.replace(/&api_key=.*/u, '')}`),
				['GET /api/v1/module/crm/pipeline/list?limit=100'],
			);
			pass(599_999);
			assert.equal(lists.of(pipelines), loaded);
			assert.equal(lists.of({ ...pipelines, sessionId: 'other' }), undefined);
			assert.equal(lists.of({ ...pipelines, entity: 'crm/source' }), undefined);
			pass(1);
			assert.equal(lists.of(pipelines), undefined);
		});
	});

	test('are asked for once by all who want them at a time', async () => {
		await withHostileServer([page(2)], async server => {
			const { lists, access } = stageAt(server.origin);
			const [one, other] = await Promise.all([
				lists.load(pipelines, access, never),
				lists.load(pipelines, access, never),
			]);
			assert.equal(one, other);
			assert.equal(server.received.length, 1);
			await lists.load(pipelines, access, never);
			assert.equal(server.received.length, 2);
		});
	});

	test('say when there is more than a page', async () => {
		for (const [response, expected] of [
			[page(2, { total: 2 }), [2, false, 2]],
			[page(100, { total: 340 }), [100, true, 340]],
			[page(100), [100, true, undefined]],
			[page(99), [99, false, undefined]],
			// As if the server had its own idea of a page.
			[page(150, { total: 150 }), [100, true, 150]],
			[page(50, { total: 90 }), [50, true, 90]],
		] as const) {
			await withHostileServer([response], async ({ origin }) => {
				const { lists, access } = stageAt(origin);
				const { records, isIncomplete, total } = await lists.load(pipelines, access, never);
				assert.deepEqual([records.length, isIncomplete, total], expected);
			});
		}
	});

	test('grow by a page at a time until they are whole, and are then loaded anew', async () => {
		await withSandbox({ generated: { 'core/user': 230 } }, async sandbox => {
			const { lists, access, pass } = stageAt(sandbox.origin, sandbox.createApiKey('Main').key);
			const users = { sessionId: 'main', entity: 'core/user' };
			const seen: unknown[] = [];
			for (let loads = 0; loads < 4; loads++) {
				const { records, isIncomplete, nextPage, total } = await lists.load(users, access, never);
				seen.push([records.length, new Set(records.map(({ id }) => id)).size, isIncomplete, nextPage, total]);
				pass(200_000);
			}
			assert.deepEqual(seen, [
				[100, 100, true, 2, 230],
				[200, 200, true, 3, 230],
				[230, 230, false, 1, 230],
				[100, 100, true, 2, 230],
			]);
			assert.deepEqual(
				sandbox.requests().map(({ url }) => /(?<=\?).*(?=&api_key)/u.exec(url)?.[0]),
				['limit=100', 'limit=100&page=2', 'limit=100&page=3', 'limit=100'],
			);
		});
	});

	test('are kept no longer for a further page', async () => {
		await withSandbox({ generated: { 'core/user': 230 } }, async sandbox => {
			const { lists, access, pass } = stageAt(sandbox.origin, sandbox.createApiKey('Main').key);
			const users = { sessionId: 'main', entity: 'core/user' };
			await lists.load(users, access, never);
			pass(599_999);
			await lists.load(users, access, never);
			assert.equal(lists.of(users)?.records.length, 200);
			pass(1);
			assert.equal(lists.of(users), undefined);
		});
	});

	test('begin anew where a server sends the same page again, and do not say that they are whole', async () => {
		await withHostileServer([page(100, { total: 150 })], async ({ origin }) => {
			const { lists, access } = stageAt(origin);
			for (const expected of [2, 1, 2]) {
				const { records, isIncomplete, nextPage } = await lists.load(pipelines, access, never);
				assert.deepEqual([records.length, isIncomplete, nextPage], [100, true, expected]);
			}
		});
	});

	test('are those of one group, each kept for itself, and tell the others where a filter is ignored', async () => {
		for (const ignoreFilters of [false, true]) {
			await withSandbox({ ignoreFilters }, async sandbox => {
				const { lists, access } = stageAt(sandbox.origin, sandbox.createApiKey('Main').key);
				const of = (value: string) => ({
					sessionId: 'main',
					entity: 'crm/pipeline_stage',
					group: { field: 'pipeline_id', value },
				});
				const { records } = await lists.load(of('2'), access, never);
				assert.equal(sandbox.requests().at(-1)?.url.includes('limit=100&filter[pipeline_id]=2'), true);
				assert.equal(lists.of(of('1')), undefined);
				const groups = new Set(records.map(({ group }) => group));
				assert.deepEqual([...groups].sort(), ignoreFilters ? ['1', '2'] : ['2']);
			});
		}
	});

	test('have the options of a custom field by what they are called', async () => {
		await withSandbox({}, async sandbox => {
			const { lists, access } = stageAt(sandbox.origin, sandbox.createApiKey('Main').key);
			const options = {
				sessionId: 'main',
				entity: 'customfields/fieldoptions',
				group: { field: 'field_id', value: '2' },
			};
			const { records } = await lists.load(options, access, never);
			assert.deepEqual(records[0], { id: '5', name: 'Consulting', group: '2' });
			assert.equal(records.length, 3);
		});
	});

	test('are left as they were by what fails, which is not repeated', async () => {
		const failures = [json(apiError(22, 'access denied')), json({ response: { id: 1 } }), json({})] as const;
		await withHostileServer([page(1), ...failures], async server => {
			const { lists, access } = stageAt(server.origin);
			const loaded = await lists.load(pipelines, access, never);
			await assert.rejects(lists.load(pipelines, access, never), ApiError);
			await assert.rejects(lists.load(pipelines, access, never), UnexpectedResponseError);
			await assert.rejects(lists.load(pipelines, access, never), UnexpectedResponseError);
			assert.equal(lists.of(pipelines), loaded);
			assert.equal(server.received.length, 4);
		});
	});

	test('are not there when they were cancelled, and can be loaded again', async () => {
		await withSandbox({}, async sandbox => {
			const { lists, access } = stageAt(sandbox.origin, sandbox.createApiKey('Main').key);
			await assert.rejects(lists.load(pipelines, access, AbortSignal.abort()), CancelledError);
			assert.equal(sandbox.requests().length, 0);
			sandbox.setDelay(5000);
			const controller = new AbortController();
			const loading = lists.load(pipelines, access, controller.signal);
			controller.abort();
			await assert.rejects(loading, CancelledError);
			assert.equal(lists.of(pipelines), undefined);
			sandbox.setDelay(0);
			assert.ok((await lists.load(pipelines, access, never)).records.length > 0);
		});
	});
});
