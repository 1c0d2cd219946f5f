import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setup, suite, teardown, test } from 'mocha';
import { Settling } from '../../../src/features/sending/lenses/settling';

suite('what is done a while after something happens', () => {
	let runs: number;
	let settling: Settling;

	setup(() => {
		mock.timers.enable({ apis: ['setTimeout'] });
		runs = 0;
		settling = new Settling(() => runs++, 250);
	});
	teardown(() => {
		settling.dispose();
		mock.timers.reset();
	});

	test('is done while that happens again and again, and not each time', () => {
		for (let time = 0; time < 10; time++) {
			settling.soon();
			mock.timers.tick(200);
		}
		assert.equal(runs, 5);
	});

	test('waits for the end of what ends by itself', () => {
		for (let time = 0; time < 10; time++) {
			settling.soon();
			settling.afterSilence();
			mock.timers.tick(200);
		}
		assert.equal(runs, 0);
		mock.timers.tick(50);
		assert.equal(runs, 1);
	});

	test('is done at once where it is wanted now, and not again a while after', () => {
		settling.soon();
		settling.now();
		assert.equal(runs, 1);
		mock.timers.tick(1000);
		assert.equal(runs, 1);
	});

	test('is not done any more after it is disposed of', () => {
		settling.soon();
		settling.dispose();
		mock.timers.tick(1000);
		assert.equal(runs, 0);
	});
});
