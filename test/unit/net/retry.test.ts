import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { CancelledError, type NetworkFailure } from '../../../src/net/networkErrors';
import { countDown, retryAfter, retryAfterResult, type Retry } from '../../../src/net/retry';

suite('Repeating a read', () => {
	const backoff = [1000, 2000, 4000];
	const failures: readonly [failure: NetworkFailure, pauses: readonly (number | undefined)[]][] = [
		['connectionReset', [1000, 2000, 4000, undefined]],
		['nameNotFound', [300, undefined]],
		['connectionRefused', [300, undefined]],
		['hostUnreachable', [300, undefined]],
		['timeout', [undefined]],
		['tls', [undefined]],
		['proxy', [undefined]],
		['tooLarge', [undefined]],
		['malformed', [undefined]],
		['other', [undefined]],
	];
	for (const [failure, pauses] of failures) {
		test(`after ${failure}: ${pauses.map(pause => pause ?? 'no more').join(', ')}`, () => {
			const retries = pauses.map((_, attempt) =>
				retryAfterResult({ kind: 'failure', failure, code: 'E' }, attempt, backoff),
			);
			assert.deepEqual(
				retries,
				pauses.map(milliseconds => milliseconds && { milliseconds, because: failure }),
			);
		});
	}

	const statuses: readonly [status: number, value: string | undefined, retry: Retry | undefined][] = [
		[429, undefined, { milliseconds: 1000, because: 429 }],
		[429, '7', { milliseconds: 7000, because: 429 }],
		[429, 'soon', { milliseconds: 1000, because: 429 }],
		[503, undefined, { milliseconds: 1000, because: 503 }],
		[503, '0', { milliseconds: 0, because: 503 }],
		[200, '7', undefined],
		[500, '7', undefined],
		[502, '7', undefined],
		[504, '7', undefined],
	];
	for (const [status, value, retry] of statuses) {
		test(`after HTTP ${status} with Retry-After ${value ?? 'missing'}: ${retry?.milliseconds ?? 'no more'}`, () => {
			const headers = value === undefined ? [] : [['Retry-After', value] as const];
			const response = { status, statusText: '', headers, body: new Uint8Array(), milliseconds: 1 };
			assert.deepEqual(retryAfterResult({ kind: 'response', response }, 0, backoff), retry);
		});
	}

	test('never after it was cancelled', () => {
		assert.equal(retryAfterResult({ kind: 'cancelled' }, 0, backoff), undefined);
	});
});

suite('The wait before a repetition', () => {
	test('is told at once and every second', async () => {
		const heard: number[] = [];
		await countDown(1100, new AbortController().signal, left => {
			heard.push(left);
		});
		const [first, second, ...more] = heard;
		assert.deepEqual([first, more], [1100, []]);
		assert.ok(second !== undefined && second > 0 && second <= 101, String(second));
	});

	test('ends when it is cancelled', async () => {
		const cancellation = new AbortController();
		const waiting = countDown(60_000, cancellation.signal, () => {
			cancellation.abort();
		});
		await assert.rejects(waiting, CancelledError);
	});
});

suite('Retry-After', () => {
	const now = Date.UTC(1994, 10, 6, 8, 49, 30);
	const cases: readonly [value: string | undefined, milliseconds: number | undefined][] = [
		['0', 0],
		['7', 7000],
		[' 7 ', 7000],
		['Sun, 06 Nov 1994 08:49:37 GMT', 7000],
		['Sunday, 06-Nov-94 08:49:37 GMT', 7000],
		['Sun Nov  6 08:49:37 1994', 7000],
		['Sun, 06 Nov 1994 08:49:00 GMT', 0],
		[undefined, undefined],
		['', undefined],
		['soon', undefined],
		['-5', undefined],
		['1.5', undefined],
		['in 3', undefined],
		['1994', 1_994_000],
		['Sun, 99 Nov 1994 08:49:37 GMT', undefined],
	];
	for (const [value, milliseconds] of cases) {
		test(`${String(value)} means ${String(milliseconds)}`, () => {
			assert.equal(retryAfter(value, now), milliseconds);
		});
	}
});
