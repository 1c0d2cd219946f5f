import fc from 'fast-check';
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { outlinedRequests } from '../../../src/http/service/outline';
import { parseDocument } from '../../../src/http/document/parse';
import { anyText } from './anyText';
import { runs } from '../../support/runs';

function outline(text: string): readonly (readonly [label: string, detail: string])[] {
	return outlinedRequests(parseDocument(text).blocks).map(({ label, detail }) => [label, detail]);
}

suite('Outline of a scratchpad', () => {
	test('names requests by title, name, or method and path', () => {
		const text = [
			'### Open leads\nGET crm/lead/list?limit=1\n',
			'###\n# @name create\nPOST crm/lead/create\n',
			'###\n// @title Their owner\ncore/user/get/1\n',
			'###\nget {{host}}/x#y\n',
			'### half-typed\nPO',
			'\n###\nGE',
		].join('');
		assert.deepEqual(outline(text), [
			['Open leads', 'GET crm/lead/list'],
			['create', 'POST crm/lead/create'],
			['Their owner', 'GET core/user/get/1'],
			['GET {{host}}/x', ''],
			['half-typed', 'PO'],
			['GE', ''],
		]);
	});

	test('says what a run sends, without the values that it gives', () => {
		const text = [
			'run #login (@a=secret)\n',
			'###\nrun ./a b.http (@a=secret)\n# @ref other\nrun # Sign in (again)\n',
			'### All\nrun ./all.http\n',
			'###\n# @name both\nrun #a\nrun #b\n',
			'###\nrun #\n',
			'###\nrun\n',
		].join('');
		assert.deepEqual(outline(text), [
			['run #login', ''],
			['run ./a b.http, #Sign in (again)', ''],
			['All', 'run ./all.http'],
			['both', 'run #a, #b'],
			['run', ''],
			['GET run', ''],
		]);
	});

	test('shows nothing of a query, nor of a user in an address', () => {
		const text = 'GET https://me:pw@acme.flowlu.com/x?api_key=secret\n\n### t\nGET https://tok@a.b/\n';
		assert.deepEqual(outline(text), [
			['GET https://acme.flowlu.com/x', ''],
			['t', 'GET https://a.b/'],
		]);
	});

	test('has the titles that a reading in detail finds', () => {
		fc.assert(
			fc.property(anyText, text => {
				for (const block of parseDocument(text).blocks) {
					assert.equal(block.title, block.parts.title);
				}
			}),
			{ numRuns: runs(1000) },
		);
	});
});
