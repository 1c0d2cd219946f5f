import { suite, test } from 'mocha';
import assert from 'node:assert/strict';
import { entries } from '../support/fuzz/entries';
import { fuzz } from '../support/fuzz/fuzz';

/** Of all entries together. */
const seconds = Number(process.env['FLOWLU_FUZZ_SECONDS'] ?? 60);

suite('Texts of 100 kB that are made to take long', () => {
	const seed = Date.now() % 1_000_000_000;
	const names = Object.keys(entries);
	for (const [name, entry] of Object.entries(entries)) {
		test(name, async function () {
			this.timeout(seconds * 1000 + 600_000);
			const { failures, ...figures } = await fuzz(name, entry, { seed, seconds: seconds / names.length });
			console.log(`      from seed ${seed}: ${JSON.stringify(figures)}`);
			assert.deepEqual(failures, []);
		});
	}
});
