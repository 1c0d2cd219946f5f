import assert from 'node:assert/strict';
import type { Exchange } from '../../../src/exchanges/exchange';
import { textAt } from '../../../src/json/values';
import { startSandbox, type SandboxOptions } from '../../../src/sandbox/sandbox';
import { describeFault } from '../../../src/messages/faultMessages';
import { EngineStage, words } from '../../support/engineStage';
import { type HostileServer, startHostileServer } from '../../support/hostileServer';
import { json } from '../../support/scriptedResponses';
import { catalog } from '../sandbox/sandboxUnderTest';

let stage: EngineStage;
let servers: HostileServer[];

setup(() => {
	stage = new EngineStage();
	servers = [];
});

teardown(async () => {
	await stage.close();
	await Promise.all(servers.map(server => server.close()));
});

/** An account whose list of leads has so many records. */
async function addAccount(count: number, options: Partial<SandboxOptions> = {}): Promise<void> {
	const sandbox = await startSandbox({ catalog, recordsRequests: true, generated: { 'crm/lead': count }, ...options });
	stage.sandboxes.push(sandbox);
	stage.addSession({ name: 'acme', origin: sandbox.origin }, sandbox.apiKeys[0]?.key ?? '');
}

interface List {
	readonly total_result: number;
	readonly count: number;
	readonly items: readonly { readonly id: number }[];
}

/** Why a request got nothing, as it is told. */
async function faultOf(text: string): Promise<string> {
	stage.open(text);
	const outcome = await stage.send(stage.block('GET'));
	assert.ok(outcome.kind === 'failed', words(outcome));
	return describeFault(outcome.error);
}

/** An account that gives these pages of a list, the last one again and again. */
async function addList(...lists: readonly unknown[]): Promise<void> {
	const [page, ...pages] = lists.map(response => json({ response }));
	assert.ok(page);
	const server = await startHostileServer([page, ...pages]);
	stage.addSession({ name: 'acme', origin: server.origin }, 'a-key-of-some-length');
	servers.push(server);
}

function exchangeOf(text: string): Exchange {
	const latest = stage.exchanges.of(stage.block(text));
	assert.ok(latest?.kind === 'kept');
	return latest.exchange;
}

/** The list that a request got. */
function listOf(text: string): List {
	const { utf8 } = exchangeOf(text).reading;
	return (JSON.parse(textAt(utf8, { start: 0, end: utf8.length })) as { readonly response: List }).response;
}

suite('a request for every page', () => {
	test('gets all records as one response', async () => {
		await addAccount(230);
		assert.equal(await stage.result('# @all-pages\nGET crm/lead/list?fields=id'), 'answered 200');
		const { items, count, total_result: total } = listOf('GET');
		assert.deepEqual([items.length, items[0]?.id, items.at(-1)?.id, count, total], [230, 1, 230, 230, 230]);
		assert.deepEqual([stage.received().length, exchangeOf('GET').combined], [3, 'whole']);
	});

	test('gets as many as it wants', async () => {
		await addAccount(1000);
		assert.equal(await stage.result('# @allPages max=130\nGET crm/lead/list'), 'answered 200');
		assert.equal(listOf('GET').items.length, 130);
		assert.deepEqual([stage.received().length, exchangeOf('GET').combined], [2, 'part']);
	});

	test('is not sent unless it is a list', async () => {
		await addAccount(10);
		for (const line of ['GET crm/lead/get/1', 'POST crm/lead/create', 'GET crm/lead/delete/1', 'GET crm/lead']) {
			assert.equal(await stage.result(`# @all-pages\n${line}`), 'blocked problems invalidAllPages', line);
		}
		assert.deepEqual([stage.received(), stage.asked], [[], []]);
	});

	test('fails at the first page where there are more than one response shows', async () => {
		await addAccount(10_001);
		assert.equal(await stage.result('# @all-pages\nGET crm/lead/list'), 'failed TooManyRecordsError');
		assert.equal(stage.received().length, 1);
	});

	test('says that the records have too many bytes where it is not their number', async () => {
		const pageFrom = (first: number) => ({
			total: 2400,
			total_result: 2400,
			items: Array.from({ length: 100 }, (_, index) => ({ id: first + index, text: 'x'.repeat(9000) })),
		});
		await addList(...Array.from({ length: 24 }, (_, page) => pageFrom(page * 100 + 1)));
		assert.match(await faultOf('# @all-pages\nGET crm/lead/list'), /^The list has more than 20 MB,/u);
	});

	test('does not take how many records there are without its filter for how many it gets', async () => {
		const items = Array.from({ length: 30 }, (_, index) => ({ id: index + 1 }));
		await addList({ total: 12_000, items }, { total: 12_000, items: [] });
		assert.equal(await stage.result('# @all-pages\nGET crm/lead/list?filter[active]=1'), 'answered 200');
		assert.deepEqual([listOf('GET').items.length, exchangeOf('GET').combined], [30, 'whole']);
	});

	test('fails where the server sends the same page whichever is asked for', async () => {
		await addAccount(230, { ignorePages: true });
		assert.equal(
			await faultOf('# @all-pages\nGET crm/lead/list?order_by[desc][]=name\n\n?? count == 100'),
			'The list may not be whole. The server sends the same page whichever is asked for.',
		);
		const { items, total_result: total } = listOf('GET');
		assert.deepEqual([items.length, total, exchangeOf('GET').combined], [100, 230, 'part']);
	});

	test('fails where a page cannot be read, and keeps what came before it', async () => {
		await addAccount(500, { failedLists: [3] });
		stage.open('# @all-pages\nGET crm/lead/list');
		const outcome = await stage.send(stage.block('GET'));
		assert.equal(words(outcome), 'failed UnexpectedResponseError');
		const { combined, shortBy } = exchangeOf('GET');
		assert.deepEqual([listOf('GET').items.length, combined], [200, 'part']);
		assert.ok(outcome.kind === 'failed' && outcome.error === shortBy?.error);
	});

	test('gives no other request what came of a list that is not whole', async () => {
		await addAccount(500, { failedLists: [3] });
		stage.open(
			'# @name leads\n# @all-pages\nGET crm/lead/list\n\n###\nGET crm/lead/get/{{leads.response.body.$.response.items[0].id}}',
		);
		assert.equal(words(await stage.send(stage.block('GET crm/lead/list'))), 'failed UnexpectedResponseError');
		assert.equal(words(await stage.send(stage.block('GET crm/lead/get'))), 'blocked problems noResponse');
	});

	test('fails with nothing kept where the first page cannot be read', async () => {
		await addAccount(500, { failedLists: [1] });
		assert.equal(await stage.result('# @all-pages\nGET crm/lead/list'), 'failed UnexpectedResponseError');
		assert.equal(stage.exchanges.of(stage.block('GET')), undefined);
	});

	for (const [what, key] of [
		['removed', undefined],
		['replaced', 'another-key-of-some-length'],
	] as const) {
		test(`sends no key that was ${what} since the page before`, async () => {
			await addAccount(500);
			const [entry] = stage.entries;
			assert.ok(entry);
			stage.states.onDidChange(state => {
				if (state?.kind === 'underWay' && state.phase.phase === 'paging') {
					if (key === undefined) {
						stage.removeCredential(entry);
					} else {
						stage.replaceKey(entry, key);
					}
				}
			});
			const result = await stage.result('# @all-pages\nGET crm/lead/list');
			const urls = stage.sandboxes.flatMap(sandbox => sandbox.requests().map(({ url }) => url));
			assert.deepEqual(
				[result, urls.map(url => key !== undefined && url.includes(key))],
				key === undefined ? ['failed SessionRemovedError', [false]] : ['failed ApiError', [false, true]],
			);
		});
	}

	test('keeps what came before it is cancelled', async () => {
		await addAccount(500);
		stage.open('# @all-pages\nGET crm/lead/list');
		const block = stage.block('GET');
		stage.states.onDidChange(state => {
			if (state?.kind === 'underWay' && state.phase.phase === 'paging' && state.phase.records === 200) {
				stage.states.cancel(block);
			}
		});
		assert.equal(words(await stage.send(block)), 'answered 200');
		const { items, total_result: total } = listOf('GET');
		assert.deepEqual([items.length, total, exchangeOf('GET').combined], [200, 500, 'part']);
	});
});
