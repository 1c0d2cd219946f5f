import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'mocha';
import { fieldFacts } from '../../../src/catalog/fieldFacts';
import { parseCatalog } from '../../../src/catalog/parseCatalog';

const catalog = parseCatalog(JSON.parse(readFileSync('media/catalog.json', 'utf8')));

function factsOf(at: string): ReturnType<typeof fieldFacts> {
	const [path = '', name = ''] = at.split('.');
	const entity = catalog.entities.find(({ module, entity: own }) => `${module}/${own}` === path);
	assert.ok(entity, path);
	return fieldFacts(catalog, entity, name);
}

suite('Facts about fields', () => {
	test('give the kind, the values and whose id it is', () => {
		const told = [
			...['crm/lead.active', 'crm/source.active', 'st/projects.is_archive', 'crm/lead.deadline', 'task/tasks.deadline'],
			...['st/projects.startdate', 'crm/lead.created_date', 'st/projects.created_date', 'fin/invoice.due_date'],
			...['crm/lead.pipeline_id', 'agile/issues.project_id', 'fin/transaction.project_id', 'crm/lead.id'],
			...['crm/lead.budget', 'crm/lead.name', 'fin/invoice.category_id', 'crm/lead.cf_1'],
		].map(at => {
			const facts = factsOf(at);
			const refersTo = facts?.refersTo && `${facts.refersTo.module}/${facts.refersTo.entity}`;
			return `${at}: ${[facts?.kind, refersTo, ...(facts?.values ?? []).map(value => value.join(' '))].join(', ')}`;
		});
		assert.deepEqual(told, [
			'crm/lead.active: choice, , 1 in progress, 2 lost, 3 won',
			'crm/source.active: flag, ',
			'st/projects.is_archive: flag, ',
			'crm/lead.deadline: day, ',
			'task/tasks.deadline: moment, ',
			'st/projects.startdate: day, ',
			'crm/lead.created_date: moment, ',
			'st/projects.created_date: moment, ',
			'fin/invoice.due_date: date, ',
			'crm/lead.pipeline_id: id, crm/pipeline',
			'agile/issues.project_id: id, agile/projects',
			'fin/transaction.project_id: id, st/projects',
			'crm/lead.id: id, crm/lead',
			'crm/lead.budget: number, ',
			'crm/lead.name: text, ',
			'fin/invoice.category_id: number, ',
			'crm/lead.cf_1: , ',
		]);
	});

	test('are about fields and entities that the catalog has, and say what their descriptions say', () => {
		const paths = new Set(catalog.entities.map(({ module, entity }) => `${module}/${entity}`));
		const names = new Set(catalog.entities.flatMap(({ fields }) => fields.map(({ name }) => name)));
		for (const [at, values] of Object.entries(catalog.values)) {
			const description = factsOf(at)?.field.description ?? '';
			const [first = ''] = Object.keys(values);
			assert.ok(description.includes(first), `${at}: ${description}`);
		}
		for (const [at, path] of Object.entries(catalog.references)) {
			assert.ok(paths.has(path), path);
			assert.ok(at.includes('.') ? factsOf(at) !== undefined : names.has(at), at);
		}
	});

	test('leave no list of values in a description untold', () => {
		const untold = catalog.entities.flatMap(({ module, entity, fields }) =>
			fields
				.filter(({ description }) => /(?:^|: )\d+(?:-\d+)? (?:= )?[a-z]/iu.test(description))
				.map(({ name }) => `${module}/${entity}.${name}`)
				.filter(at => catalog.values[at] === undefined),
		);
		assert.deepEqual(untold, []);
	});
});
