import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'mocha';
import { catalogSource } from '../../../src/catalog/catalogSource';

suite('Source of the catalog', () => {
	const json: unknown = JSON.parse(readFileSync('media/catalog.json', 'utf8'));

	test('is read once for all who ask, and not before', async () => {
		let reads = 0;
		const source = catalogSource(() => {
			reads++;
			return Promise.resolve(json);
		});
		assert.equal(reads, 0);
		const [first, second] = await Promise.all([source.load(), source.load()]);
		assert.ok(first === second && first === (await source.load()));
		assert.equal(reads, 1);
	});

	test('is asked again after it failed to be read, or was no catalog', async () => {
		const results = [() => Promise.reject(new Error('disk')), () => Promise.resolve({}), () => Promise.resolve(json)];
		const source = catalogSource(() => results.shift()?.() ?? Promise.reject(new Error('too often')));
		await assert.rejects(source.load(), /disk/u);
		await assert.rejects(source.load(), /Not a Flowlu catalog/u);
		assert.equal((await source.load()).entities.length, 59);
		assert.equal(results.length, 0);
	});

	test('tells listeners of the first catalog, until they are disposed of', async () => {
		let told = 0;
		const source = catalogSource(() => Promise.resolve(json));
		source.onDidChange(() => told++);
		source.onDidChange(() => assert.fail('It is disposed of.')).dispose();
		await source.load();
		await source.load();
		assert.equal(told, 1);
	});
});
