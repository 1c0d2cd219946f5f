import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { convertInWorker } from '../../../src/features/api/convertInWorker';

suite('Reading a document in a thread of its own', () => {
	test('is not begun where it was cancelled before', async () => {
		const input = { bytes: new Uint8Array(), name: 'made.json', bundled: '{}' };
		await assert.rejects(convertInWorker('/there/is/no/such/program.mjs', input, AbortSignal.abort()), {
			name: 'CancelledError',
		});
	});
});
