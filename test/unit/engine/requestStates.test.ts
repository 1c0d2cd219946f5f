import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { RequestStates } from '../../../src/engine/requestStates';
import type { Outcome } from '../../../src/engine/outcome';
import type { BlockId } from '../../../src/http/document/blockTracker';

const failed: Outcome = { kind: 'failed', error: new Error('down') };

suite('what is known of requests', () => {
	function end(states: RequestStates, block: BlockId): void {
		states.claim(block)?.release(failed);
	}

	test('forgets what ended longest ago, tells of it, and keeps what is under way', () => {
		const states = new RequestStates(2);
		const told: [BlockId, string | undefined][] = [];
		const claim = states.claim(1);
		[2, 3, 2].forEach(block => {
			end(states, block);
		});
		states.onDidChange((state, block) => {
			told.push([block, state?.kind]);
		});
		end(states, 4);
		assert.deepEqual(
			[1, 2, 3, 4].map(block => states.of(block)?.kind),
			['underWay', 'ended', undefined, 'ended'],
		);
		assert.deepEqual(told, [
			[4, 'underWay'],
			[4, 'ended'],
			[3, undefined],
		]);
		claim?.release(failed);
		assert.deepEqual(
			[1, 2, 4].map(block => states.of(block)?.kind),
			['ended', undefined, 'ended'],
		);
	});

	test('has a bound of its own', () => {
		const states = new RequestStates();
		for (let block = 1; block <= 5_100; block++) {
			end(states, block);
		}
		const known = Array.from({ length: 5_100 }, (_, index) => states.of(index + 1)).filter(
			state => state !== undefined,
		);
		assert.equal(known.length, 5000);
	});
});
