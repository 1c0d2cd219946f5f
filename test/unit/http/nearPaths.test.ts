import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { nearPaths } from '../../../src/features/editor/problems/nearPaths';

suite('Paths that may have been meant', () => {
	const names = ['parts.flowlu.http', 'other.http', 'body.json', 'Shared.flowlu.http'];
	const cases: readonly (readonly [path: string, ...near: string[]])[] = [
		['./prats.flowlu.http', './parts.flowlu.http'],
		['./sub\\prats.flowlu.http', './sub\\parts.flowlu.http'],
		['other.htpp', 'other.http'],
		['../other.flowlu.http', '../other.http'],
		['./shared.http', './Shared.flowlu.http'],
		['./nothing.http'],
		['./parts.flowlu.http'],
	];
	for (const [path, ...near] of cases) {
		test(path, () => {
			assert.deepEqual(nearPaths(path, names), near);
		});
	}
});
