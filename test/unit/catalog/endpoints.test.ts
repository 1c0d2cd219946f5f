import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'mocha';
import { bodyFields, findEndpoint, queryParameters } from '../../../src/catalog/endpoints';
import { parseCatalog } from '../../../src/catalog/parseCatalog';

const catalog = parseCatalog(JSON.parse(readFileSync('media/catalog.json', 'utf8')));

suite('Endpoints of the catalog', () => {
	test('are found by the path of a request', () => {
		const paths = ['crm/lead/list', 'crm/lead/get/7', 'crm/lead/get', 'crm/lead/get/', 'crm/lead', 'crm/lead/fly', ''];
		assert.deepEqual(
			paths.map(path => findEndpoint(catalog, path)?.path),
			[
				...['crm/lead/list', 'crm/lead/get/{id}', 'crm/lead/get/{id}', 'crm/lead/get/{id}', 'crm/lead'],
				...[undefined, undefined],
			],
		);
	});

	test('take a filter for each field, and nothing of the path in a query', () => {
		const list = findEndpoint(catalog, 'crm/account/list');
		const get = findEndpoint(catalog, 'crm/account/get/1');
		assert.ok(list && get);
		const names = queryParameters(list).map(({ name }) => name);
		assert.ok(
			['page', 'limit', 'filter[name]', 'filter[id]', 'order_by[asc][]', 'order_by[desc][]'].every(name =>
				names.includes(name),
			),
		);
		assert.ok(!names.includes('filter[field]'));
		assert.ok(!queryParameters(get).some(({ name }) => name === 'id'));
	});

	test('have fields in a body only where they are sent by POST', () => {
		const fieldsOf = (path: string) => {
			const endpoint = findEndpoint(catalog, path);
			return endpoint && bodyFields(endpoint).map(({ name }) => name);
		};
		assert.ok(fieldsOf('crm/account/create')?.includes('first_name'));
		assert.ok(!fieldsOf('crm/account/update/7')?.includes('id'));
		assert.deepEqual(fieldsOf('crm/account/list'), []);
	});
});
