import assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import { SharedReading } from '../../../src/sessions/sharedReading';

suite('A reading', () => {
	/** What ends the readings that were begun, oldest first. */
	let ends: { readonly resolve: (value: string) => void; readonly reject: (error: Error) => void }[];
	let reading: SharedReading<string>;
	setup(() => {
		ends = [];
		reading = new SharedReading(
			() =>
				new Promise((resolve, reject) => {
					ends.push({ resolve, reject });
				}),
		);
	});
	function begun(): Promise<number> {
		return new Promise(resolve =>
			setImmediate(() => {
				resolve(ends.length);
			}),
		);
	}

	test('is done once while nothing changes', async () => {
		const values = [reading.get(), reading.get()];
		await begun();
		ends[0]?.resolve('first');
		assert.deepEqual([await Promise.all(values), await reading.get(), ends.length], [['first', 'first'], 'first', 1]);
	});

	test('that a change overtakes is not the answer to who asks after the change', async () => {
		const early = reading.get();
		await begun();
		reading.outdate();
		const late = reading.get();
		assert.equal(await begun(), 1, 'It waits for the first.');
		ends[0]?.resolve('old');
		assert.deepEqual([await early, await begun()], ['old', 2]);
		ends[1]?.resolve('new');
		assert.equal(await late, 'new');
	});

	test('is done once more for many changes', async () => {
		void reading.get();
		await begun();
		const late = [1, 2, 3].map(() => {
			reading.outdate();
			return reading.get();
		});
		ends[0]?.resolve('old');
		await begun();
		ends[1]?.resolve('new');
		assert.deepEqual([await Promise.all(late), ends.length], [['new', 'new', 'new'], 2]);
	});

	test('that failed is done anew, and does not keep a later one from being done', async () => {
		const [failing] = [reading.get()];
		await begun();
		reading.outdate();
		const late = reading.get();
		ends[0]?.reject(new Error('Locked.'));
		await assert.rejects(failing, /Locked/u);
		await begun();
		ends[1]?.reject(new Error('Still locked.'));
		await assert.rejects(late, /Still/u);
		const last = reading.get();
		await begun();
		ends[2]?.resolve('open');
		assert.equal(await last, 'open');
	});
});
