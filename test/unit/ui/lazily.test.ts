import assert from 'node:assert/strict';
import { lazily, type Owned } from '../../../src/ui/lazily';

suite('lazily', () => {
	function countedParts(makePart: () => Promise<Owned>) {
		let made = 0;
		const lazy = lazily(() => {
			made++;
			return makePart();
		});
		return { lazy, made: () => made };
	}
	const nothing: Owned = { dispose: () => undefined };

	test('makes nothing before it is asked', () => {
		const { lazy, made } = countedParts(() => Promise.resolve(nothing));
		lazy.dispose();
		assert.equal(made(), 0);
	});

	test('makes one part for all who ask, at once or later', async () => {
		const { lazy, made } = countedParts(() => Promise.resolve({ ...nothing }));
		const [first, second] = await Promise.all([lazy.load(), lazy.load()]);
		assert.equal(first, second);
		assert.equal(await lazy.load(), first);
		assert.equal(made(), 1);
	});

	test('disposes of a part, also of one that is still being made', async () => {
		let disposed = 0;
		let finish: (part: Owned) => void = () => undefined;
		const { lazy } = countedParts(
			() =>
				new Promise(resolve => {
					finish = resolve;
				}),
		);
		const loading = lazy.load();
		lazy.dispose();
		assert.equal(disposed, 0);
		finish({
			dispose: () => {
				disposed++;
			},
		});
		await loading;
		await Promise.resolve();
		assert.equal(disposed, 1);
	});

	test('tells everybody who waits of a failure, and tries again for the next', async () => {
		const broken = new Error('The file is being replaced.');
		let works = false;
		const { lazy, made } = countedParts(() => (works ? Promise.resolve(nothing) : Promise.reject(broken)));
		const results = await Promise.allSettled([lazy.load(), lazy.load()]);
		assert.deepEqual(
			results.map(result => result.status === 'rejected' && result.reason === broken),
			[true, true],
		);
		works = true;
		assert.equal(await lazy.load(), nothing);
		assert.equal(made(), 2);
		lazy.dispose();
	});
});
