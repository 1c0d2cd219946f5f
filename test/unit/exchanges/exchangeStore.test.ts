import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import type { Exchange } from '../../../src/exchanges/exchange';
import { ExchangeStore } from '../../../src/exchanges/exchangeStore';

const account = { name: 'acme', origin: 'https://acme.flowlu.com' };

function exchange(number: number, { block = number, sent = 0, came = 0, recoded = 0 } = {}): Exchange {
	const body = new Uint8Array(came);
	const utf8 = recoded === 0 ? body : new Uint8Array(recoded);
	return {
		number,
		block,
		environment: undefined,
		sentAt: 0,
		session: { id: 'x', account, grant: 'apiKey', label: 'Main', tail: '' },
		request: { method: 'POST', url: `${account.origin}/x`, headers: [], body: 'x'.repeat(sent) },
		response: { status: 200, statusText: 'OK', headers: [], body, milliseconds: 1 },
		reading: { envelope: { kind: 'success' }, kind: 'json', utf8, encoding: 'utf-8', damaged: false },
	};
}

function shown(store: ExchangeStore): readonly string[] {
	return store.all().map(latest => `${latest.exchange.number} ${latest.kind}`);
}

suite('the exchange store', () => {
	test('keeps the newest exchange of each request while they fit', () => {
		const store = new ExchangeStore(1000);
		[exchange(1, { came: 300 }), exchange(2, { came: 300 }), exchange(3, { block: 1, sent: 100, came: 300 })].forEach(
			each => {
				store.add(each);
			},
		);
		assert.deepEqual(shown(store), ['3 kept', '2 kept']);
	});

	test('lets the newest sending win, whichever comes in last (T5)', () => {
		const store = new ExchangeStore();
		store.add(exchange(2, { block: 7 }));
		store.add(exchange(1, { block: 7, came: 50 }));
		assert.deepEqual(shown(store), ['2 kept']);
	});

	test('tells of each exchange that it keeps, and of none that came too late', () => {
		const store = new ExchangeStore();
		const told: unknown[] = [];
		const listening = store.onDidAdd(block => told.push([block, store.of(block)?.exchange.number]));
		store.add(exchange(2, { block: 7 }));
		store.add(exchange(1, { block: 7 }));
		store.add(exchange(3, { block: 8 }));
		listening.dispose();
		store.add(exchange(4, { block: 7 }));
		assert.deepEqual(told, [
			[7, 2],
			[8, 3],
		]);
	});

	test('has the exchange before the latest of a request, as long as nothing else needs the room', () => {
		const store = new ExchangeStore(1000);
		store.add(exchange(1, { block: 7, came: 300 }));
		assert.equal(store.before(7), undefined);
		store.add(exchange(2, { block: 7, came: 300 }));
		store.add(exchange(2, { block: 7, came: 300 }));
		assert.equal(store.before(7)?.number, 1, 'what is read anew is no other exchange');
		store.add(exchange(3, { came: 500 }));
		assert.equal(store.before(7), undefined);
		assert.deepEqual(shown(store), ['3 kept', '2 kept']);
	});

	test('has it also where a larger one was removed, which takes no room any more', () => {
		const store = new ExchangeStore(1000);
		store.add(exchange(1, { came: 300 }));
		store.add(exchange(2, { block: 7, came: 10 }));
		store.add(exchange(3, { block: 7, came: 10 }));
		store.add(exchange(4, { came: 800 }));
		assert.deepEqual([shown(store), store.before(7)?.number], [['4 kept', '3 kept', '1 removed'], 2]);
	});

	test('removes the oldest beyond the limit, with what was sent for them, and still knows that there were some', () => {
		const store = new ExchangeStore(1000);
		store.add(exchange(1, { sent: 200, came: 200 }));
		store.add(exchange(2, { came: 400 }));
		store.add(exchange(3, { sent: 201 }));
		assert.deepEqual(shown(store), ['3 kept', '2 kept', '1 removed']);
		assert.equal(store.of(1)?.exchange.session.account.origin, account.origin);
	});

	test('counts the text of a response in another encoding besides its bytes', () => {
		const store = new ExchangeStore(1000);
		store.add(exchange(1, { came: 400 }));
		store.add(exchange(2, { came: 400, recoded: 201 }));
		assert.deepEqual(shown(store), ['2 kept', '1 removed']);
	});

	test('keeps the newest, whatever its size', () => {
		const store = new ExchangeStore(1000);
		store.add(exchange(1, { came: 10 }));
		store.add(exchange(2, { came: 5000 }));
		assert.deepEqual(shown(store), ['2 kept', '1 removed']);
	});

	test('has no more requests than there is room for, however small their responses are', () => {
		const store = new ExchangeStore();
		const blocks = Array.from({ length: 2000 }, (_, block) => block);
		[...blocks, 1, 2000, 2001].forEach((block, number) => {
			store.add(exchange(number, { block }));
		});
		assert.equal(store.all().length, 2000);
		assert.deepEqual(
			[0, 1, 2, 3].map(block => [
				store.of(block)?.exchange.number,
				store.before(block)?.number,
				store.sendings.get(block),
			]),
			[
				[undefined, undefined, undefined],
				[2000, 1, 2],
				[undefined, undefined, undefined],
				[3, undefined, 1],
			],
		);
	});
});
