import * as assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { fileOutline, parsedSize } from '../../../src/http/service/fileOutline';
import { SizedCache } from '../../../src/scratchpads/sizedCache';

suite('outlines of files that are not open', () => {
	test('name the requests and their lines', () => {
		assert.deepEqual(fileOutline('### Leads\n# @name leads\nGET crm/lead/list?a=1\n###\nPOST crm/lead/create\n'), [
			{ label: 'Leads', detail: 'GET crm/lead/list', name: 'leads', line: 2 },
			{ label: 'POST crm/lead/create', detail: '', name: '', line: 4 },
		]);
	});

	test('2 MB of separators are not read', () => {
		const text = '###\n'.repeat(500_000);
		assert.ok(parsedSize(text) > 100_000_000);
		assert.deepEqual(fileOutline(text), []);
	});

	test('have a bounded number of short texts', () => {
		const outline = fileOutline(`### ${'x'.repeat(1000)}\nGET x/y\n`.repeat(6000).slice(0, 6_100_000));
		assert.equal(outline.length, 5000);
		assert.equal(outline[0]?.label.length, 200);
	});
});

suite('a cache of a size', () => {
	test('loses what was used longest ago', () => {
		const cache = new SizedCache<number>(100);
		cache.set('a', 1, 40);
		cache.set('b', 2, 40);
		assert.equal(cache.get('a'), 1);
		cache.set('c', 3, 40);
		assert.deepEqual([cache.get('a'), cache.get('b'), cache.get('c')], [1, undefined, 3]);
	});

	test('keeps nothing that is larger than all of it, and counts what is replaced', () => {
		const cache = new SizedCache<number>(100);
		cache.set('b', 2, 10);
		cache.set('a', 1, 101);
		assert.deepEqual([cache.get('a'), cache.get('b')], [undefined, 2]);
		for (let time = 0; time < 10; time++) {
			cache.set('b', time, 60);
		}
		cache.set('c', 1, 40);
		assert.deepEqual([cache.get('b'), cache.get('c')], [9, 1]);
	});
});
