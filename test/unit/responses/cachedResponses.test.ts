import { suite, test } from 'mocha';
import * as assert from 'node:assert/strict';
import type { Exchange } from '../../../src/exchanges/exchange';
import { CachedResponses } from '../../../src/features/responses/cachedResponses';

suite('CachedResponses', () => {
	test('keeps the latest', () => {
		assert.deepEqual(
			keptAfter([
				['a', 1],
				['b', 1],
				['c', 1],
				['d', 1],
			]),
			['b', 'c', 'd'],
		);
	});

	test('keeps no more bytes than allowed', () => {
		assert.deepEqual(
			keptAfter([
				['a', 40],
				['b', 50],
				['c', 45],
			]),
			['b', 'c'],
		);
	});

	test('keeps the newest whatever its size', () => {
		assert.deepEqual(
			keptAfter([
				['a', 1],
				['b', 1000],
			]),
			['b'],
		);
	});

	test('keeps and does not count what is open', () => {
		assert.deepEqual(
			keptAfter(
				[
					['a', 1000],
					['b', 1],
					['c', 1],
					['d', 1],
					['e', 1],
				],
				['a'],
			),
			['a', 'c', 'd', 'e'],
		);
	});

	test('counts a new response to the same request once', () => {
		assert.deepEqual(
			keptAfter([
				['a', 1],
				['b', 1],
				['c', 1],
				['a', 1],
				['d', 1],
			]),
			['a', 'c', 'd'],
		);
	});
});

/** Sets responses of these sizes one after the other; three of 100 bytes in all may be kept. */
function keptAfter(entries: readonly (readonly [key: string, size: number])[], open: readonly string[] = []) {
	const cached = new CachedResponses({ responses: 3, bytes: 100 }, key => open.includes(key));
	for (const [key, size] of entries) {
		cached.set(key, exchangeOf(size));
	}
	return [...new Set(entries.map(([key]) => key))].filter(key => cached.get(key) !== undefined).sort();
}

function exchangeOf(size: number): Exchange {
	const account = { name: 'acme', origin: 'https://acme.flowlu.com' };
	const body = new Uint8Array(size);
	return {
		number: 1,
		block: 1,
		environment: undefined,
		session: { id: 's', account, grant: 'apiKey', label: '', tail: '' },
		request: { method: 'GET', url: account.origin, headers: [] },
		response: { status: 200, statusText: 'OK', headers: [], body, milliseconds: 1 },
		reading: {
			envelope: { kind: 'unknown', reason: 'empty' },
			kind: 'empty',
			utf8: body,
			encoding: 'utf-8',
			damaged: false,
		},
		sentAt: 0,
	};
}
