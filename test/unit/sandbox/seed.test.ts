import { suite, test } from 'mocha';
import assert from 'node:assert/strict';
import { Database } from '../../../src/sandbox/records/database';
import type { Row } from '../../../src/sandbox/records/fields';
import { seedDatabase } from '../../../src/sandbox/seed/seed';
import { catalog } from './sandboxUnderTest';

/** What the fields that end in an id, or name a user, link to; `module/entity.field` wins over `field`. */
const links: Readonly<Record<string, string>> = {
	...Object.fromEntries(
		[
			'owner_id',
			'assignee_id',
			'manager_id',
			'responsible_id',
			'user_id',
			'creator_id',
			'created_by',
			'updated_by',
			'status_updated_by',
			'closed_by',
		].map(field => [field, 'core/user']),
	),
	account_id: 'crm/account',
	company_id: 'crm/account',
	customer_id: 'crm/account',
	contact_id: 'crm/account',
	crm_account_id: 'crm/account',
	crm_company_id: 'crm/account',
	customer_crm_contact_id: 'crm/account',
	parent_acc_id: 'crm/account',
	child_acc_id: 'crm/account',
	merged_to: 'crm/account',
	account_category_id: 'crm/account_category',
	industry_id: 'crm/industry',
	honorific_title_id: 'crm/honorific_title',
	source_id: 'crm/source',
	pipeline_id: 'crm/pipeline',
	pipeline_stage_id: 'crm/pipeline_stage',
	closing_status_id: 'crm/loss_reason',
	lead_id: 'crm/lead',
	merged_to_id: 'crm/lead',
	crm_lead_id: 'crm/lead',
	email_id: 'crm/emails',
	pricelist_id: 'products/pricelist',
	'task/tasks.parent_id': 'task/tasks',
	'task/tasks.prev_task_id': 'task/tasks',
	'task/tasks.workflow_id': 'task/workflows',
	'task/tasks.workflow_stage_id': 'task/stages',
	'task/tasks.template_id': 'task/tasks',
	'task/templates_access.template_id': 'task/tasks',
	'task/stages.workflow_id': 'task/workflows',
	event_calendar_id: 'calendar/calendar',
	task_id: 'task/tasks',
	list_id: 'task/lists',
	project_id: 'st/projects',
	project_stage_id: 'st/stages',
	'st/projects.stage_id': 'st/stages',
	project_type_id: 'st/project_types',
	briefcase_id: 'st/portfolio',
	tasks_workflow_id: 'task/workflows',
	'agile/projects.workflow_id': 'agile/workflows',
	'agile/stages.workflow_id': 'agile/workflows',
	'agile/issues.workflow_stage_id': 'agile/stages',
	...Object.fromEntries(
		['issues', 'sprints', 'epics', 'categories'].map(entity => [`agile/${entity}.project_id`, 'agile/projects']),
	),
	'agile/issues.category_id': 'agile/categories',
	'agile/issues.parent_issue_id': 'agile/issues',
	'agile/categories.parent_id': 'agile/categories',
	epic_id: 'agile/epics',
	sprint_id: 'agile/sprints',
	type_id: 'agile/issue_type',
	parent_relation_name_id: 'agile/issue_relation_names',
	child_relation_name_id: 'agile/issue_relation_names',
	invoice_id: 'fin/invoice',
	estimate_id: 'fin/estimate',
	plan_money_id: 'fin/plan_money',
	org_id: 'fin/organization',
	org_account_id: 'fin/bank_account',
	bank_account_id: 'fin/bank_account',
	currency_id: 'fin/currencies',
	'fin/invoice_item.item_id': 'products/product',
	'products/product.category_id': 'products/category',
	'products/category.parent_id': 'products/category',
	manufacturer_id: 'products/manufacturer',
	timesheet_id: 'timetracker/timesheets',
	fieldset_id: 'customfields/fieldsets',
};

/** Polymorphic links name an entity by module and a model in the singular. */
const models: Readonly<Record<string, string>> = {
	'st/project': 'st/projects',
	'task/task': 'task/tasks',
	'crm/lead': 'crm/lead',
};

function seeded(): Database {
	const database = new Database(catalog);
	const users = [
		{ username: 'admin@example.com', password: '', administrator: true },
		{ username: 'manager@example.com', password: '', administrator: false },
	];
	seedDatabase(database, { today: new Date('2026-03-14T12:00:00Z'), users });
	return database;
}

function rowsOf(database: Database): readonly { readonly path: string; readonly row: Row }[] {
	return catalog.entities.flatMap(entity =>
		database
			.tableOf(entity)
			.all()
			.map(row => ({ path: `${entity.module}/${entity.entity}`, row })),
	);
}

function brokenLinks(database: Database): readonly string[] {
	const exists = (path: string, id: unknown) => {
		const [module = '', entity = ''] = path.split('/');
		return database.table(module, entity).find(Number(id)) !== undefined;
	};
	return rowsOf(database).flatMap(({ path, row }) => {
		const fields = Object.entries(row).filter(([, value]) => value !== 0 && value !== '' && value !== null);
		const plain = fields.flatMap(([field, value]) => {
			if (!/(?:_id|_by|merged_to)$/u.test(field) || ['ref_id', 'model_id', 'lang_id'].includes(field)) {
				return [];
			}
			const target = links[`${path}.${field}`] ?? links[field];
			return target !== undefined && exists(target, value) ? [] : [`${path}.${field} = ${String(value)}`];
		});
		const { module, model, model_id } = row;
		const target = models[`${String(module)}/${String(model)}`];
		return model_id === undefined || model_id === 0 || (target !== undefined && exists(target, model_id))
			? plain
			: [...plain, `${path}.model_id = ${String(model_id)}`];
	});
}

suite('records of the sandbox', () => {
	test('fill every entity with a few hundred in all', () => {
		const database = seeded();
		const empty = catalog.entities.filter(entity => database.tableOf(entity).all().length === 0);
		const count = rowsOf(database).length;
		assert.deepEqual({ empty, hundreds: count > 300 && count < 1000 }, { empty: [], hundreds: true });
	});

	test('link only to records that exist', () => {
		assert.deepEqual(brokenLinks(seeded()), []);
	});

	test('hold only what the catalog and the custom fields name, in its types', () => {
		const database = seeded();
		const strange = catalog.entities.flatMap(entity => {
			const types = new Map(entity.fields.map(({ name, type }) => [name, /string|text|date/iu.test(type)]));
			return database
				.tableOf(entity)
				.all()
				.flatMap(row => Object.entries(row))
				.filter(([name, value]) =>
					types.has(name)
						? value !== null && typeof value !== (types.get(name) === true ? 'string' : 'number')
						: !['id'].includes(name) && !name.startsWith('cf_') && entity.entity !== 'contact',
				)
				.map(([name, value]) => `${entity.module}/${entity.entity}.${name} = ${String(value)}`);
		});
		assert.deepEqual(strange, []);
	});

	test('are the same at every start', () => {
		assert.deepEqual(rowsOf(seeded()), rowsOf(seeded()));
	});

	test('show what is hard to display', () => {
		const text = JSON.stringify(rowsOf(seeded()));
		const wanted = [
			'é',
			'Северный',
			'東雲',
			'النور',
			'🍋',
			'<b>',
			'0000-00-00 00:00:00',
			'9007199254740993001',
			'null',
		];
		assert.deepEqual(
			wanted.filter(sample => !text.includes(sample)),
			[],
		);
	});

	test('write dates as the API does', () => {
		const odd = rowsOf(seeded()).flatMap(({ path, row }) =>
			Object.entries(row)
				.filter(([field]) => /(?:_date|^date|deadline|_time|_at|created|updated)$/u.test(field))
				.filter(([, value]) => typeof value === 'string' && !/^(?:\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d)?)?$/u.test(value))
				.map(([field, value]) => `${path}.${field} = ${String(value)}`),
		);
		assert.deepEqual(
			odd.filter(entry => !entry.includes('standup_time')),
			[],
		);
	});
});
