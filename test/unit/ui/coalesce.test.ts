import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { coalesce, coalesceEach } from '../../../src/ui/coalesce';

suite('coalesce', () => {
	/** Work whose runs end when they are told to. */
	function work(): { readonly ends: ((error?: Error) => void)[]; readonly run: () => Promise<void> } {
		const ends: ((error?: Error) => void)[] = [];
		const run = coalesce(
			() =>
				new Promise((resolve, reject) => {
					ends.push(error => {
						if (error === undefined) {
							resolve();
						} else {
							reject(error);
						}
					});
				}),
		);
		return { ends, run };
	}

	test('runs once more for all who call while it runs, and never twice at once', async () => {
		const { ends, run } = work();
		const first = run();
		const later = [run(), run(), run()];
		assert.equal(ends.length, 1);
		ends[0]?.();
		await first;
		await Promise.resolve();
		assert.equal(ends.length, 2);
		ends[1]?.();
		await Promise.all(later);
		assert.equal(ends.length, 2);
	});

	test('who calls during a run waits for one that began after the call', async () => {
		const { ends, run } = work();
		const first = run();
		let isLaterDone = false;
		const later = run().then(() => {
			isLaterDone = true;
		});
		ends[0]?.();
		await first;
		assert.equal(isLaterDone, false);
		ends[1]?.();
		await later;
	});

	test('a failure is told to those who waited for that run, and the next one runs all the same', async () => {
		const { ends, run } = work();
		const first = run();
		const later = run();
		ends[0]?.(new Error('unreadable'));
		await assert.rejects(first, /unreadable/u);
		ends[1]?.();
		await later;
		const afterwards = run();
		ends[2]?.();
		await afterwards;
	});

	test('waits for the run of the same thing only', async () => {
		const begun: { readonly thing: object; readonly end: () => void }[] = [];
		const run = coalesceEach(
			(thing: object) =>
				new Promise<void>(resolve => {
					begun.push({ thing, end: resolve });
				}),
		);
		const [one, other] = [{}, {}];
		const first = run(one);
		const runs = [run(one), run(other)];
		assert.deepEqual(
			begun.map(({ thing }) => thing),
			[one, other],
		);
		begun[0]?.end();
		await first;
		await Promise.resolve();
		assert.equal(begun[2]?.thing, one);
		begun.forEach(({ end }) => {
			end();
		});
		await Promise.all(runs);
	});
});
