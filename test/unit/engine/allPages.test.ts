import assert from 'node:assert/strict';
import { textAt } from '../../../src/json/values';
import { startSandbox, type SandboxOptions } from '../../../src/sandbox/sandbox';
import { EngineStage, words } from '../../support/engineStage';
import { catalog } from '../sandbox/sandboxUnderTest';

let stage: EngineStage;

setup(() => {
	stage = new EngineStage();
});

teardown(() => stage.close());

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

/** The list that a request got. */
function listOf(text: string): List {
	const latest = stage.exchanges.of(stage.block(text));
	assert.ok(latest?.kind === 'kept');
	const { utf8 } = latest.exchange.reading;
	return (JSON.parse(textAt(utf8, { start: 0, end: utf8.length })) as { readonly response: List }).response;
}

suite('a request for every page', () => {
	test('gets all records as one response', async () => {
		await addAccount(230);
		assert.equal(await stage.result('# @all-pages\nGET crm/lead/list?fields=id'), 'answered 200');
		const { items, count, total_result: total } = listOf('GET');
		assert.deepEqual([items.length, items[0]?.id, items.at(-1)?.id, count, total], [230, 1, 230, 230, 230]);
		assert.equal(stage.received().length, 3);
	});

	test('gets as many as it wants', async () => {
		await addAccount(1000);
		assert.equal(await stage.result('# @allPages max=130\nGET crm/lead/list'), 'answered 200');
		assert.equal(listOf('GET').items.length, 130);
		assert.equal(stage.received().length, 2);
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

	test('fails where a page cannot be read', async () => {
		await addAccount(500, { failedLists: [3] });
		assert.equal(await stage.result('# @all-pages\nGET crm/lead/list'), 'failed UnexpectedResponseError');
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
		assert.deepEqual([items.length, total], [200, 500]);
	});
});
