import assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import { type Claim, RequestStates } from '../../../src/engine/requestStates';
import { cancelAtCursor, cancelOnly } from '../../../src/features/sending/cancelling';
import type { BlockId } from '../../../src/http/document/blockTracker';

suite('cancelling', () => {
	let states: RequestStates;
	let claims: ReadonlyMap<BlockId, Claim | undefined>;

	setup(() => {
		states = new RequestStates();
		claims = new Map([1, 2, 3].map(block => [block, states.claim(block)] as const));
	});

	function cancelled(): readonly BlockId[] {
		return [...claims].flatMap(([block, claim]) => (claim?.signal.aborted === true ? [block] : []));
	}

	test('cancels the request at the cursor', () => {
		cancelAtCursor(states, 2);
		assert.deepEqual(cancelled(), [2]);
	});

	test('cancels the last one where none is under way at the cursor', () => {
		cancelAtCursor(states, undefined);
		assert.deepEqual(cancelled(), [3]);
	});

	test('cancels no other request than the one that was pointed at, also where that has just ended', () => {
		claims.get(2)?.release({ kind: 'cancelled' });
		cancelOnly(states, 2);
		cancelOnly(states, undefined);
		assert.deepEqual(cancelled(), []);
		cancelOnly(states, 1);
		assert.deepEqual(cancelled(), [1]);
	});
});
