import { suite, test } from 'mocha';
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { findEntity, findMethod, moduleNames, pathOf } from '../../../src/catalog/catalog';
import { parseCatalog } from '../../../src/catalog/parseCatalog';

const json: unknown = JSON.parse(readFileSync('media/catalog.json', 'utf8'));
const catalog = parseCatalog(json);

suite('catalog', () => {
	test('holds every module, entity, method and field', () => {
		const count = (what: 'methods' | 'fields') =>
			catalog.entities.reduce((sum, { [what]: { length } }) => sum + length, 0);
		assert.deepEqual(
			{
				modules: moduleNames(catalog).length,
				entities: catalog.entities.length,
				methods: count('methods'),
				fields: count('fields'),
			},
			{ modules: 10, entities: 59, methods: 296, fields: 1006 },
		);
	});

	test('expands to the collected facts without loss', function () {
		const facts = '../shared/flowlu/catalog.json';
		if (!existsSync(facts)) {
			this.skip();
		}
		// What was found since then is in the catalog alone.
		const later = ['customfields/fieldoptions'];
		const collected = catalog.entities.filter(entity => !later.includes(pathOf(entity)));
		// How sure it is, each method says for itself.
		const known = JSON.parse(readFileSync(facts, 'utf8')) as Record<string, unknown>[];
		known.forEach(entity => delete entity['confidence']);
		assert.deepEqual(collected, known);
	});

	test('finds an entity and a method by name, and nothing by another name', () => {
		const lead = findEntity(catalog, 'crm', 'lead');
		assert.ok(lead);
		assert.deepEqual(
			[lead.title, findMethod(lead, 'get')?.path, findMethod(lead, 'getCurrent'), findEntity(catalog, 'crm', 'tasks')],
			['Opportunities (leads)', '/crm/lead/get/{id}', undefined, undefined],
		);
	});

	test('names the place of what is not a catalog', () => {
		const fault = (change: (copy: { entities: Record<string, unknown>[] }) => void) => {
			const copy = JSON.parse(JSON.stringify(json)) as { entities: Record<string, unknown>[] };
			change(copy);
			return copy;
		};
		const messages = [
			[],
			{ version: 2 },
			fault(({ entities }) => (entities[0] = { module: 'crm', entity: 'account', fields: 1 })),
			fault(({ entities: [account] }) => Object.assign(account ?? {}, { methods: { erase: 'seen' } })),
			fault(({ entities: [account] }) => Object.assign(account ?? {}, { methods: { list: 'rumoured' } })),
			fault(({ entities: [account] }) => Object.assign(account ?? {}, { sources: ['nowhere'] })),
			fault(({ entities: [account] }) =>
				Object.assign(account ?? {}, { methods: { create: { confidence: 'seen', params: ['nothing'] } } }),
			),
		].map(broken => {
			try {
				return parseCatalog(broken);
			} catch (error) {
				return error instanceof Error ? error.message : error;
			}
		});
		assert.deepEqual(messages, [
			'catalog: expected an object.',
			'Not a Flowlu catalog of version 1.',
			'crm/account.fields: expected a list.',
			'crm/account: expected one of list, get, create, update, delete, describe, getCurrent, updateCurrent.',
			'crm/account.methods.list: expected one of file, documented, draft, seen, inferred.',
			'crm/account.sources[0]: expected one of doc, ab, ap, ph, bit, draft, aspro, misc, file.',
			'crm/account.methods.create.params[0]: no such field.',
		]);
	});
});
