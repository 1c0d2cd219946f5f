import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { convertOpenApi } from '../../../src/catalog/openapi/convertOpenApi';
import { referencesOf } from '../../../src/catalog/openapi/references';
import { propertiesOf } from '../../../src/catalog/openapi/schemas';
import { parseCatalog } from '../../../src/catalog/parseCatalog';
import { valueShape } from '../../../src/catalog/valueShape';
import { largeSize, openApiDocument } from '../../support/openApiDocument';

/** In the shape of Flowlu's draft of 2020: no schema has a name, and placeholders stand where texts are missing. */
const draft = {
	openapi: '3.0.1',
	'x-tagGroups': [{ name: 'M.CRM.NAME', tags: ['M.CRM.ACCOUNT.TITLE'] }],
	tags: [{ name: 'M.CRM.ACCOUNT.TITLE', description: 'Accounts <?br>' }],
	paths: {
		'/crm/account/create': {
			post: {
				tags: ['M.CRM.ACCOUNT.TITLE'],
				description: 'Create',
				requestBody: {
					content: {
						'application/json': { schema: { properties: { only_json: { type: 'string' } } } },
						'application/x-www-form-urlencoded': {
							schema: {
								type: 'object',
								required: ['name'],
								properties: {
									name: { description: 'M.CRM.ACCOUNT.DESC.NAME', type: 'string' },
									type: { type: 'integer', enum: [1, 2], 'x-enum-descriptions': ['company', 'person'] },
									birthday: { type: 'string', format: 'date', nullable: true },
									icq: { type: 'string', deprecated: true },
								},
							},
						},
					},
				},
			},
		},
		'/crm/account/list': {
			get: {
				tags: ['M.CRM.ACCOUNT.TITLE'],
				parameters: [
					{ name: 'api_key', in: 'query', schema: { type: 'string' } },
					{ name: 'filter', in: 'query', style: 'deepObject', schema: { type: 'object' } },
					{ name: 'state', in: 'query', description: 'Which', schema: { type: 'string', enum: ['on', 'off'] } },
				],
				responses: {
					200: {
						content: {
							'application/json': {
								schema: {
									properties: {
										response: {
											properties: {
												total: { type: 'integer' },
												items: { type: 'array', items: { properties: { id: { type: 'integer', readOnly: true } } } },
											},
										},
									},
								},
							},
						},
					},
				},
			},
		},
		'/crm/account/merge/{record}': { post: {} },
		'/crm/account/put/{id}': { put: {} },
	},
};

suite('OpenAPI documents', () => {
	test('are read as a catalog: forms before JSON, marks, formats, values, and the record of a list', () => {
		const { catalog, leftOut, refused } = convertOpenApi(draft, 'draft.json');
		const { entities, values, modules } = parseCatalog(catalog);
		assert.deepEqual(
			{ leftOut, refused, modules, count: entities.length },
			{ leftOut: 1, refused: 0, modules: {}, count: 1 },
		);
		const [account] = entities;
		assert.equal(account?.title, '');
		assert.equal(account.description, 'Accounts');
		assert.deepEqual(account.fields, [
			{ name: 'name', type: 'string', description: '', source: 'file' },
			{ name: 'type', type: 'integer', description: '', source: 'file' },
			{ name: 'birthday', type: 'string', description: '', source: 'file', format: 'date', nullable: true },
			{ name: 'icq', type: 'string', description: '', source: 'file', deprecated: true },
			{ name: 'id', type: 'integer', description: '', source: 'file', readOnly: true },
		]);
		assert.deepEqual(values, { 'crm/account.type': { 1: 'company', 2: 'person' } });
		const [create, list, merge] = account.methods;
		assert.deepEqual(
			create?.params.map(({ name, required }) => [name, required]),
			[
				['name', true],
				['type', false],
				['birthday', false],
				['icq', false],
			],
		);
		assert.deepEqual(
			list?.params.map(({ name, description }) => [name, description]),
			[
				['filter[field]', ''],
				['state', 'Which (on, off)'],
			],
		);
		assert.deepEqual([merge?.name, merge?.httpMethod, merge?.path], ['merge', 'POST', '/crm/account/merge/{id}']);
	});

	test('with two operations of one name give the one that Flowlu has in common, else the first, and tell how many were left out', () => {
		const { catalog, leftOut } = convertOpenApi(
			{
				openapi: '3.0.1',
				paths: {
					'/crm/lead/list': { get: { summary: 'right' }, post: { summary: 'wrong' } },
					'/crm/lead/create': { get: { summary: 'wrong' }, post: { summary: 'right' } },
					'/crm/lead/delete': { get: { summary: 'wrong' } },
					'/crm/lead/delete/{id}': { get: { summary: 'right' }, post: { summary: 'wrong' } },
					'/crm/lead/merge': { get: { summary: 'first' }, post: { summary: 'second' } },
				},
			},
			'twice.json',
		);
		assert.equal(leftOut, 5);
		assert.deepEqual(
			parseCatalog(catalog).entities[0]?.methods.map(({ httpMethod, path, note }) => `${httpMethod} ${path} ${note}`),
			[
				'GET /crm/lead/list right',
				'POST /crm/lead/create right',
				'GET /crm/lead/delete/{id} right',
				'GET /crm/lead/merge first',
			],
		);
	});

	test('that list true and false take a Boolean for one, which travels as 1 and 0', () => {
		const properties = { active: { type: 'boolean', enum: [true, false] } };
		const content = { 'application/json': { schema: { properties } } };
		const paths = { '/made/thing/create': { post: { requestBody: { content } } } };
		const catalog = parseCatalog(convertOpenApi({ openapi: '3.0.1', paths }, 'flags.json').catalog);
		const [thing] = catalog.entities;
		assert.deepEqual(thing && valueShape(catalog, thing, 'active'), { kind: 'boolean' });
	});

	test('that refer to each other in circles come to an end', () => {
		const { catalog, entities, leftOut } = convertOpenApi(
			openApiDocument({ entities: 4, fields: 3, text: 20 }),
			'made',
		);
		assert.deepEqual({ entities, leftOut }, { entities: 5, leftOut: 1 });
		const [first] = parseCatalog(catalog).entities;
		assert.equal(first?.title, 'Made made_0');
		assert.deepEqual(
			first.fields.map(({ name }) => name),
			['field_0', 'field_1', 'field_2', 'next'],
		);
		assert.deepEqual(parseCatalog(catalog).modules, { made: 'Made Things' });
	});

	test('of 622 paths and 4.5 MB are read whole, and kept as less than 1 MB', () => {
		const text = JSON.stringify(openApiDocument(largeSize));
		assert.equal(Math.round(text.length / 100_000), 45);
		const { catalog, entities } = convertOpenApi(JSON.parse(text), 'large.json');
		assert.equal(entities, 125);
		assert.equal(
			parseCatalog(catalog).entities.reduce((sum, { methods }) => sum + methods.length, 0),
			621,
		);
		assert.ok(JSON.stringify(catalog).length < 1_000_000);
	});

	test('that are nested without an end, or are of another kind, are refused', () => {
		let deep: unknown = { properties: { bottom: {} } };
		for (let depth = 0; depth < 10_000; depth++) {
			deep = { allOf: [deep] };
		}
		assert.deepEqual(propertiesOf(deep, referencesOf({})), []);
		assert.throws(() => convertOpenApi({ swagger: '2.0', paths: {} }, 'old.json'), { problem: 'notOpenApi' });
		assert.throws(() => convertOpenApi([], 'list.json'), { problem: 'notOpenApi' });
		assert.throws(() => convertOpenApi({ openapi: '3.1.0', paths: { '/pets': { get: {} } } }, 'pets.json'), {
			problem: 'noEntities',
		});
	});
});

suite('References of a document', () => {
	test('are followed within it, with what is escaped in them', () => {
		const references = referencesOf({ 'a/b': { 'c~d e': [{ x: 1 }] }, link: { $ref: '#/a~1b/c~0d%20e/0' } });
		assert.deepEqual(references.resolve({ $ref: '#/link' }), { x: 1 });
		assert.equal(references.resolve({ $ref: '#/constructor' }), undefined);
		assert.equal(references.resolve({ $ref: '#/__proto__/constructor' }), undefined);
		assert.equal(references.resolve({ $ref: '#/%' }), undefined);
		assert.equal(references.refused, 0);
	});

	test('lead nowhere where they lead out of it or in a circle', () => {
		const references = referencesOf({ a: { $ref: '#/b' }, b: { $ref: '#/a' } });
		assert.equal(references.resolve({ $ref: '#/a' }), undefined);
		for (const reference of ['https://evil.example/x.json', 'file:///etc/passwd', './other.json#/a', '#a', '']) {
			assert.equal(references.resolve({ $ref: reference }), undefined);
		}
		assert.equal(references.refused, 5);
	});
});
