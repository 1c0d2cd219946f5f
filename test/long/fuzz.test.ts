import { readFileSync } from 'node:fs';
import { suite, test } from 'mocha';
import assert from 'node:assert/strict';
import { parseCatalog } from '../../src/catalog/parseCatalog';
import { startSandbox } from '../../src/sandbox/sandbox';
import { entries, type Entry } from '../support/fuzz/entries';
import { fuzz } from '../support/fuzz/fuzz';
import { sandboxEntry } from '../support/fuzz/sandboxEntry';

/** Of all entries together. */
const seconds = Number(process.env['FLOWLU_FUZZ_SECONDS'] ?? 300);

suite('Texts of 100 kB that are made to take long', () => {
	const seed = Number(process.env['FLOWLU_FUZZ_SEED'] ?? Date.now() % 1_000_000_000);
	const share = seconds / (Object.keys(entries).length + 1);

	async function assertQuick(name: string, entry: Entry): Promise<void> {
		const { failures, ...figures } = await fuzz(name, entry, { seed, seconds: share });
		console.log(`      from seed ${seed}: ${JSON.stringify(figures)}`);
		assert.deepEqual(failures, []);
	}

	for (const [name, entry] of Object.entries(entries)) {
		test(name, async function () {
			this.timeout(seconds * 1000 + 600_000);
			await assertQuick(name, entry);
		});
	}

	test('sandbox', async function () {
		this.timeout(seconds * 1000 + 600_000);
		const catalog = parseCatalog(JSON.parse(readFileSync('media/catalog.json', 'utf8')));
		const sandbox = await startSandbox({ catalog, acceptJsonBodies: true });
		try {
			await assertQuick('sandbox', sandboxEntry(sandbox));
		} finally {
			await sandbox.close();
		}
	});
});
