import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { Secret } from '../../../src/net/redaction/secret';
import { listReader } from '../../../src/records/pages/listReader';
import { firstPlace } from '../../../src/records/pages/pageUrl';
import type { PagingPlace } from '../../../src/records/pages/pagingPlace';
import { readPages } from '../../../src/records/pages/readPages';
import type { Sandbox, SandboxOptions } from '../../../src/sandbox/sandbox';
import { quickFlowluClient } from '../../support/httpClient';
import { call, withSandbox } from '../sandbox/sandboxUnderTest';

interface Run {
	readonly from?: PagingPlace;
	readonly onPage?: (pages: number) => Promise<unknown>;
	readonly hasKey?: boolean;
}

async function read({ origin, apiKeys }: Sandbox, { from, onPage, hasKey = true }: Run = {}) {
	const url = `${origin}/api/v1/module/crm/lead/list`;
	const ids: string[] = [];
	const credential = { kind: 'apiKey', apiKey: new Secret(apiKeys[0]?.key ?? '') } as const;
	const readPage = listReader(
		{ method: 'GET', url, headers: [] },
		{
			flowlu: quickFlowluClient(),
			access: () => Promise.resolve(hasKey ? { account: { name: 'a', origin }, credential } : undefined),
			yieldToEventLoop: () => setImmediate(),
		},
	);
	const { place, end } = await readPages(
		{ url, from: from ?? firstPlace(url), signal: new AbortController().signal },
		{
			readPage,
			backoff: [1, 1],
			takeRecords: async (_json, items, { pages }) => {
				ids.push(...items.map(({ id = '' }) => id));
				await onPage?.(pages);
			},
		},
	);
	return { place, ids, end, error: end.kind === 'paused' ? String(end.error) : '' };
}

const many = { generated: { 'crm/lead': 350 } } as const satisfies Partial<SandboxOptions>;

suite('reading every page of a server', () => {
	test('reads each record once, by id and by page numbers', async () => {
		for (const [faults, way, pages] of [
			[{}, 'byId', 4],
			[{ ignoreFilters: true }, 'byNumber', 5],
		] as const) {
			await withSandbox({ ...many, ...faults }, async sandbox => {
				const { ids, end, place } = await read(sandbox);
				assert.deepEqual(
					[ids.length, new Set(ids).size, ids[0], ids.at(-1), end.kind, place.way.kind, place.pages],
					[350, 350, '1', '350', 'whole', way, pages],
				);
			});
		}
	});

	test('does not call one page whole where the server has others and gives none of them', async () => {
		await withSandbox({ ...many, ignoreFilters: true, ignorePages: true }, async sandbox => {
			const { ids, end } = await read(sandbox);
			assert.deepEqual([ids.length, end], [100, { kind: 'short', because: 'pageIgnored' }]);
		});
	});

	test('pauses at a page that fails, and goes on from its place', async () => {
		await withSandbox({ ...many, failedLists: [3] }, async sandbox => {
			const first = await read(sandbox);
			assert.match(first.error, /UnexpectedResponseError/u);
			assert.equal(first.ids.at(-1), '200');
			const second = await read(sandbox, { from: first.place });
			assert.deepEqual([second.ids[0], second.ids.length, second.end.kind], ['201', 150, 'whole']);
		});
	});

	test('misses nothing while others delete and create records between the pages', async () => {
		await withSandbox({ maximumLimit: 7 }, async sandbox => {
			const { ids, end } = await read(sandbox, {
				onPage: async pages => {
					await call(sandbox, `/crm/lead/delete/${pages}`);
					await call(sandbox, '/crm/lead/create', { form: [['name', 'New']], verb: 'POST' });
				},
			});
			assert.deepEqual([new Set(ids).size, end.kind], [ids.length, 'whole']);
			for (let id = 10; id <= 36; id++) {
				assert.ok(ids.includes(String(id)), `${id} is missing`);
			}
		});
	});

	test('repeats what a busy server refuses, by the rule for reads', async () => {
		const error = '{"error": "Request rate per second exceeded"}';
		for (const [status, repeats, requests] of [
			[429, 2, 3],
			[200, 2, 3],
		] as const) {
			await withSandbox({ fixedResponse: { status, body: error } }, async sandbox => {
				const { place, end } = await read(sandbox);
				assert.deepEqual([end.kind, place.repeats, sandbox.requests().length], ['paused', repeats, requests]);
			});
		}
	});

	test('pauses where the response is no list, or the session was removed', async () => {
		await withSandbox({ fixedResponse: { status: 200, body: '{"response":{"id":7}}' } }, async sandbox => {
			assert.match((await read(sandbox)).error, /UnexpectedResponseError/u);
		});
		await withSandbox({}, async sandbox => {
			assert.match((await read(sandbox, { hasKey: false })).error, /SessionRemovedError/u);
			assert.equal(sandbox.requests().length, 0);
		});
	});
});
