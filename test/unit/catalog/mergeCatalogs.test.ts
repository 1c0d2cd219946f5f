import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'mocha';
import { type Catalog, findEntity, findMethod } from '../../../src/catalog/catalog';
import { catalogSource } from '../../../src/catalog/catalogSource';
import { fieldFacts } from '../../../src/catalog/fieldFacts';
import { catalogDifference, mergeCatalogs } from '../../../src/catalog/mergeCatalogs';
import { convertOpenApi } from '../../../src/catalog/openapi/convertOpenApi';
import { parseCatalog } from '../../../src/catalog/parseCatalog';

const properties = {
	name: { type: 'string' },
	active: { type: 'integer', enum: [1, 2, 3, 4] },
	made_up: { type: 'string', format: 'date' },
	created_date: { type: 'string' },
};
const own = convertOpenApi(
	{
		openapi: '3.0.3',
		tags: [],
		paths: {
			'/crm/lead/create': {
				post: { requestBody: { content: { 'application/json': { schema: { properties, required: ['made_up'] } } } } },
			},
			'/crm/lead/list': { get: {} },
			'/crm/lead/archive/{id}': { post: {} },
			'/made/thing/list': { get: {} },
		},
	},
	'flowlu.json',
).catalog;

suite('Merged catalogs', () => {
	const json: unknown = JSON.parse(readFileSync('media/catalog.json', 'utf8'));
	const bundled = parseCatalog(json);
	const merged = mergeCatalogs(bundled, parseCatalog(own), { name: 'flowlu.json' });

	function leadOf(catalog: Catalog) {
		const lead = findEntity(catalog, 'crm', 'lead');
		assert.ok(lead);
		return lead;
	}

	test('have what is in one of them, as the file of the user says', () => {
		const lead = leadOf(merged);
		assert.equal(lead.title, leadOf(bundled).title);
		assert.equal(lead.fields.length, leadOf(bundled).fields.length + 1);
		const sourceOf = (name: string) => lead.fields.find(field => field.name === name)?.source;
		assert.deepEqual(['name', 'made_up', 'budget'].map(sourceOf), ['file', 'file', 'doc']);
		assert.equal(fieldFacts(merged, lead, 'made_up')?.kind, 'day');
		assert.deepEqual(fieldFacts(merged, lead, 'active')?.values, [
			['1', 'in progress'],
			['2', 'lost'],
			['3', 'won'],
			['4', ''],
		]);
		assert.equal(lead.fields.find(({ name }) => name === 'name')?.description, 'Name or title');
		assert.equal(merged.entities.length, bundled.entities.length + 1);
		assert.equal(findEntity(merged, 'made', 'thing')?.title, 'thing');
		assert.equal(merged.sources.file, 'flowlu.json');
	});

	test('keep what the file leaves open of a field', () => {
		const created = leadOf(merged).fields.find(({ name }) => name === 'created_date');
		assert.deepEqual([created?.source, created?.readOnly], ['file', true]);
	});

	test('keep the parameters of a method of which the file says less', () => {
		const list = findMethod(leadOf(merged), 'list');
		assert.equal(list?.confidence, 'file');
		assert.ok(list.params.some(({ name }) => name === 'filter[field]'));
		const create = findMethod(leadOf(merged), 'create');
		assert.deepEqual(
			create?.params.filter(({ required }) => required).map(({ name }) => name),
			[...(findMethod(leadOf(bundled), 'create')?.params ?? []), { name: 'made_up', required: true }]
				.filter(({ name, required }) => required && name !== 'name')
				.map(({ name }) => name),
		);
		assert.ok(leadOf(merged).methods.some(({ name }) => name === 'archive'));
	});

	test('differ by what only one of them has, of entities that both have', () => {
		assert.deepEqual(catalogDifference(bundled, parseCatalog(own)), {
			newEntities: 1,
			newMethods: 1,
			newFields: 1,
			goneFields: leadOf(bundled).fields.length - 3,
		});
		assert.deepEqual(catalogDifference(bundled, bundled), {
			newEntities: 0,
			newMethods: 0,
			newFields: 0,
			goneFields: 0,
		});
	});

	test('come of a file from its loading to its removal, and without one that cannot be read', async () => {
		let loaded: { file: { name: string }; catalog: unknown } | undefined;
		const unreadable: unknown[] = [];
		const source = catalogSource(
			() => Promise.resolve(json),
			() => Promise.resolve(loaded),
			error => unreadable.push(error),
		);
		let told = 0;
		source.onDidChange(() => told++);
		assert.equal((await source.load()).file, undefined);
		loaded = { file: { name: 'flowlu.json' }, catalog: own };
		await source.reload();
		assert.equal((await source.load()).file?.name, 'flowlu.json');
		loaded = { file: { name: 'broken.json' }, catalog: {} };
		await source.reload();
		assert.equal((await source.load()).file, undefined);
		assert.deepEqual({ told, unreadable: unreadable.length }, { told: 3, unreadable: 1 });
	});
});
