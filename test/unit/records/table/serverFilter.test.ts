import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import type { FieldKind } from '../../../../src/catalog/fieldFacts';
import { parseDocument } from '../../../../src/http/document/parse';
import { filterChanges } from '../../../../src/http/service/parameterChange';
import { serverFilter } from '../../../../src/records/table/serverFilter';

function filter(written: string, kind: FieldKind | undefined, name = 'f'): string {
	const made = serverFilter(written, { name, kind });
	return made.kind === 'none' ? made.because : `${made.name}=${made.value}`;
}

/** The text of a scratchpad with a filter in its first request; undefined where it cannot be written. */
function filtered(text: string, name: string, value: string): string | undefined {
	const document = parseDocument(text);
	const [block] = document.blocks;
	assert.ok(block);
	const changes = filterChanges(document, block, { name, value, path: 'crm/lead/list' });
	return changes
		?.toSorted((one, other) => other.span.start - one.span.start)
		.reduce((whole, { span, text: put }) => whole.slice(0, span.start) + put + whole.slice(span.end), text);
}

suite('filters on the server', () => {
	test('have the forms that the vendor documents, and no other', () => {
		assert.equal(filter('= 1', 'choice'), 'filter[f]=1');
		assert.equal(filter('=1,2', 'id'), 'filter[f]=1,2');
		assert.equal(filter('!= acme', 'text'), 'filter[f]=!acme');
		assert.equal(filter('= acme', undefined), 'filter[f]=acme');
		assert.equal(filter('=x', 'text', 'cf_3'), 'filter[cf.field_3]=x');
		assert.equal(filter('≥ 2026-01-31', 'day'), 'filter[f]={"start_date":"2026-01-31"}');
		assert.equal(filter('<= 2026-01-31', 'moment'), 'filter[f]={"end_date":"2026-01-31"}');
		assert.equal(filter('> 9007199254740993', 'number'), 'filter[f]={"type":"more","value":9007199254740993}');
		assert.equal(filter('< 3', 'id', 'id'), 'filter[id]={"type":"less","value":3}');
	});

	test('are refused where it is not known what they would find', () => {
		assert.equal(filter('acme', 'text'), 'contains');
		assert.equal(filter('', 'text'), 'empty');
		assert.equal(filter('=', 'text'), 'empty');
		assert.equal(filter('!=', 'choice'), 'empty');
		assert.equal(filter('= a, b', 'text'), 'sign');
		assert.equal(filter('= 1,2', 'text'), 'sign');
		assert.equal(filter('= !x', 'text'), 'sign');
		assert.equal(filter('={}', undefined), 'sign');
		assert.equal(filter('>= 3', 'number'), 'order');
		assert.equal(filter('> 3', 'id', 'owner_id'), 'order');
		assert.equal(filter('> 2026-01-31', 'day'), 'order');
		assert.equal(filter('>= soon', 'date'), 'noDay');
		assert.equal(filter('> 1e5', 'number'), 'noNumber');
	});

	test('are written where a query goes, whichever way the request is written', () => {
		const name = 'filter[active]';
		assert.equal(filtered('GET crm/lead/list', name, '1'), 'GET crm/lead/list?filter[active]=1');
		assert.equal(
			filtered('GET /crm/lead/list?limit=9 HTTP/1.1\nX: y\n', name, '1'),
			'GET /crm/lead/list?limit=9&filter[active]=1 HTTP/1.1\nX: y\n',
		);
		assert.equal(
			filtered('GET crm/lead/list\n\t?limit=9\n\t&fields=id\n\n###\nGET crm/account/list\n', name, '!2'),
			'GET crm/lead/list\n\t?limit=9\n\t&fields=id\n\t&filter[active]=!2\n\n###\nGET crm/account/list\n',
		);
		assert.equal(
			filtered('GET crm/lead/list?filter%5Bactive%5D={{which}}&page=4&limit=9', name, '3'),
			'GET crm/lead/list?filter%5Bactive%5D=3&page=1&limit=9',
		);
		assert.equal(
			filtered('https://acme.flowlu.com/api/v1/module/crm/lead/list', 'filter[name]', 'A & B {{x}} #1 ü'),
			'https://acme.flowlu.com/api/v1/module/crm/lead/list?filter[name]=A%20%26%20B%20%7B%7Bx%7D%7D%20%231%20ü',
		);
		assert.equal(
			filtered('GET crm/lead/list', 'filter[id]', '{"type":"more","value":3}'),
			'GET crm/lead/list?filter[id]={"type":"more","value":3}',
		);
	});

	test('are not written into what is no plain request of the list', () => {
		for (const text of [
			'GET {{entity}}/list',
			'GET crm/account/list',
			'GET crm/lead/list?limit=1#top',
			'curl https://acme.flowlu.com/api/v1/module/crm/lead/list',
		]) {
			assert.equal(filtered(text, 'filter[active]', '1'), undefined, text);
		}
	});
});
