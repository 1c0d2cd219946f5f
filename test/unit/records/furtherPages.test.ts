import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import type { Exchange } from '../../../src/exchanges/exchange';
import { readResponse } from '../../../src/exchanges/reading';
import { FurtherPages } from '../../../src/features/table/furtherPages';
import type { Further } from '../../../src/features/table/pageMessages';
import { CancelledError } from '../../../src/net/networkErrors';
import { placeAfterPage } from '../../../src/records/pages/placeAfterPage';
import { idsUpTo, jsonOf, listUrl, PagedList, type ListFaults } from '../../support/pagedList';

/** A table of the first page of a list, with what it was shown and told. */
class Opened {
	readonly shown: string[] = [];
	readonly told: Further[] = [];
	/** Called when it is told how far it is. */
	onTold: () => Promise<void> = () => Promise.resolve();

	private constructor(
		readonly list: PagedList,
		readonly pages: FurtherPages,
	) {}

	static async of(list: PagedList, url = listUrl, change: Partial<Exchange> = {}): Promise<Opened> {
		const outcome = await list.readPage(url);
		assert.equal(outcome.kind, 'list');
		const body = outcome.json.bytes;
		const response = { status: 200, statusText: 'OK', headers: [], body, milliseconds: 1 };
		const exchange: Exchange = {
			number: 1,
			block: 1,
			environment: undefined,
			sentAt: 0,
			response,
			session: {
				id: 'k',
				account: { name: 'acme', origin: 'http://127.0.0.1:1' },
				grant: 'apiKey',
				label: 'CI',
				tail: '',
			},
			request: { method: 'GET', url, headers: [] },
			reading: await readResponse(response, { yieldToEventLoop: () => Promise.resolve() }),
			...change,
		};
		const opened: Opened = new Opened(
			list,
			new FurtherPages(exchange, {
				readPage: (url, signal) => (signal.aborted ? Promise.reject(new CancelledError()) : list.readPage(url)),
				backoff: [],
				show: records => {
					opened.shown.push(...idsIn(records));
					return Promise.resolve();
				},
				tell: further => {
					opened.told.push(further);
					return opened.onTold();
				},
				reasonFor: end => (end === 'full' ? 'full' : end.kind === 'short' ? end.because : 'failed'),
			}),
		);
		list.asked.length = 0;
		return opened;
	}

	get last(): string {
		const { kind, text, total } = this.pages.further;
		return [kind, text, total].filter(part => part !== '' && part !== undefined).join(' ');
	}

	/** Reads what there is. */
	async readAll(): Promise<string> {
		while (this.pages.further.kind === 'more') {
			await this.pages.readNext();
		}
		return this.last;
	}
}

function idsIn(records: Uint8Array): readonly string[] {
	return [...new TextDecoder().decode(records).matchAll(/"id":"?(\d+)/gu)].map(([, id = '']) => id);
}

async function opened(count: number, faults: ListFaults = {}, url = listUrl): Promise<Opened> {
	return Opened.of(new PagedList(idsUpTo(count), faults), url);
}

suite('the pages below a table', () => {
	test('are read one at a time, also where the next is asked for as soon as there is more', async () => {
		const table = await opened(350, {}, `${listUrl}?limit=50`);
		const reads: Promise<void>[] = [];
		table.onTold = () => {
			if (table.pages.further.kind === 'more') {
				reads.push(table.pages.readNext());
			}
			return Promise.resolve();
		};
		await table.pages.readNext();
		for (let read = reads.shift(); read !== undefined; read = reads.shift()) {
			// The page that was asked for above is still being read.
			await Promise.all([read, table.pages.readNext()]);
		}
		assert.deepEqual(table.shown, idsUpTo(350).slice(50).map(String));
		assert.deepEqual(table.list.asked, [...new Set(table.list.asked)]);
	});

	test('follow in the order and size that the first one had, one at a time', async () => {
		const table = await opened(120, {}, `${listUrl}?order_by[desc][]=name&limit=50&fields=id`);
		assert.equal(table.last, 'more 120');
		await table.pages.readNext();
		assert.deepEqual(table.list.asked, ['order_by[desc][]=name&limit=50&fields=id&page=2']);
		assert.deepEqual(table.shown, idsUpTo(120).slice(50, 100).map(String));
		assert.deepEqual(
			table.told.map(({ kind }) => kind),
			['loading', 'more'],
		);
		assert.equal(await table.readAll(), 'none 120');
		assert.equal(table.list.asked.length, 2);
		assert.equal(table.shown.length, 70);
		assert.equal(table.pages.pages.length, 2);
		await table.pages.readNext();
		assert.equal(table.list.asked.length, 2);
	});

	test('are those above the last id where the request asks for that order', async () => {
		const table = await opened(260, {}, `${listUrl}?order_by[asc][]=id&limit=50`);
		assert.equal(await table.readAll(), 'none 260');
		assert.match(
			table.list.asked[0] ?? '',
			/^order_by\[asc\]\[\]=id&filter\[id\]=\{"type":"more","value":50\}&limit=100$/u,
		);
		assert.deepEqual(table.shown, idsUpTo(260).slice(50).map(String));
		const deaf = await opened(260, { ignoresFilter: true }, `${listUrl}?order_by[asc][]=id&limit=50`);
		assert.equal(await deaf.readAll(), 'none 260');
		assert.equal(new Set(deaf.shown).size, 210);
	});

	test('are not read where nothing tells whether they are such', async () => {
		for (const [faults, url] of [
			[{ omitsIds: true }, listUrl],
			[{ omitsTotal: true, omitsFound: true }, listUrl],
			[{}, `${listUrl}?page=2`],
			[{}, `${listUrl}?limit=0&limit=50`],
		] as const) {
			assert.equal((await opened(120, faults, url)).last, 'none', JSON.stringify(faults) + url);
		}
		assert.equal((await opened(40)).last, 'none');
		for (const combined of ['whole', 'part'] as const) {
			assert.equal((await Opened.of(new PagedList(idsUpTo(120)), listUrl, { combined })).last, 'none');
		}
		const related = { request: { method: 'POST', url: listUrl, headers: [] } };
		assert.equal((await Opened.of(new PagedList(idsUpTo(120)), listUrl, related)).last, 'none');
		assert.equal(placeAfterPage(listUrl, jsonOf('{"response":{"total":9,"items":[{"id":1},{"id":1}]}}')), undefined);
	});

	test('are of as many as the first page said where the next ones do not say it', async () => {
		const table = await opened(260, { omitsFound: true }, `${listUrl}?filter[active]=1&limit=50`);
		await table.pages.readNext();
		assert.equal(table.last, 'more 260');
		assert.equal(await table.readAll(), 'none 260');
	});

	test('say why there are no more than these, and never repeat a record', async () => {
		assert.equal(await (await opened(120, { ignoresPage: true })).readAll(), 'short pageIgnored 120');
		const moving = new PagedList(idsUpTo(150), {}, list => {
			list.ids = [1000 + list.asked.length, ...list.ids];
		});
		const table = await Opened.of(moving, `${listUrl}?limit=50`);
		assert.equal(await table.readAll(), 'short fewerThanTotal 153');
		assert.equal(new Set(table.shown).size, table.shown.length);
		const many = await opened(20_000, {}, `${listUrl}?order_by[asc][]=id&limit=100`);
		assert.equal(await many.readAll(), 'short full 20000');
		assert.equal(many.shown.length, 9900);
	});

	test('can be asked for again after one failed, or was cancelled', async () => {
		const table = await opened(120);
		table.list.faults = { fails: [1] };
		await table.pages.readNext();
		assert.equal(table.last, 'failed failed 120');
		await table.pages.readNext();
		assert.equal(table.last, 'more 120');
		assert.deepEqual(table.list.asked, ['page=2', 'page=2']);
		const busy = await opened(120);
		busy.list.faults = { isBusy: [1] };
		await busy.pages.readNext();
		assert.equal(busy.last, 'failed failed 120');
		const left = await opened(120);
		const reading = left.pages.readNext();
		left.pages.stop();
		await reading;
		assert.deepEqual([left.last, left.shown], ['more 120', []]);
		assert.equal(await left.readAll(), 'none 120');
	});
});
