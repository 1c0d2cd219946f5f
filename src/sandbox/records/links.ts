import type { CatalogEntity } from '../../catalog/catalog';
import type { Database } from './database';
import type { Row } from './fields';

/** What the fields that end in an id, or name a user, link to; `module/entity.field` wins over `field`. */
const targets: Readonly<Record<string, string>> = {
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
	'customfields/fieldoptions.field_id': 'customfields/fields',
};

/** Polymorphic links name an entity by module and a model in the singular. */
const models: Readonly<Record<string, string>> = {
	'st/project': 'st/projects',
	'task/task': 'task/tasks',
	'crm/lead': 'crm/lead',
};

/** @returns the entity whose id the row's field holds, `module/entity`, as far as the sandbox knows */
export function linkTarget({ module, entity }: CatalogEntity, field: string, row: Row): string | undefined {
	return field === 'model_id'
		? models[`${String(row['module'])}/${String(row['model'])}`]
		: (targets[`${module}/${entity}.${field}`] ?? targets[field]);
}

/** The names of the fields whose ids belong to no record; 0 and empty text are no link. */
export function brokenLinks(database: Database, entity: CatalogEntity, row: Row): readonly string[] {
	const exists = (path: string, id: unknown) => {
		const [module = '', name = ''] = path.split('/');
		return database.table(module, name).find(Number(id)) !== undefined;
	};
	return Object.entries(row)
		.filter(([, value]) => value !== 0 && value !== '' && value !== null)
		.filter(([field, value]) => {
			const target = linkTarget(entity, field, row);
			return target !== undefined && !exists(target, value);
		})
		.map(([field]) => field);
}
