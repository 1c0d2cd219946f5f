import { suite, test } from 'mocha';
import * as assert from 'node:assert/strict';
import type { Answer } from '../../../src/features/responses/readResponse';
import { KeptAnswers } from '../../../src/features/responses/cachedResponses';

suite('KeptAnswers', () => {
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

	test('counts a new answer to the same request once', () => {
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

/** Sets answers of these sizes one after the other; three answers of 100 bytes in all may be kept. */
function keptAfter(entries: readonly (readonly [key: string, size: number])[], open: readonly string[] = []) {
	const answers = new KeptAnswers({ answers: 3, bytes: 100 }, key => open.includes(key));
	for (const [key, size] of entries) {
		answers.set(key, answerOf(size));
	}
	const kept = [...new Set(entries.map(([key]) => key))].filter(key => answers.get(key) !== undefined).sort();
	return kept;
}

function answerOf(size: number): Answer {
	const account = { name: 'acme', origin: 'https://acme.flowlu.com' };
	return {
		exchange: {
			number: 1,
			block: 1,
			environment: undefined,
			session: { id: 's', account, grant: 'apiKey', label: '', tail: '' },
			request: { method: 'GET', url: account.origin, headers: [] },
			response: { status: 200, statusText: 'OK', headers: [], body: new Uint8Array(size), milliseconds: 1 },
			envelope: { kind: 'unknown', reason: 'empty' },
			sentAt: 0,
		},
		body: { kind: 'empty', text: '', shortened: false },
		hidden: 0,
	};
}
