import { type Catalog, type CatalogEntity, pathOf } from '../../catalog/catalog';
import type { Database } from './database';
import type { Row } from './fields';

/** What else fields link to, besides the catalog's `references`; by the same names. */
const targets: Readonly<Record<string, string>> = {
	creator_id: 'core/user',
	status_updated_by: 'core/user',
	closed_by: 'core/user',
	crm_company_id: 'crm/account',
	merged_to_id: 'crm/lead',
	email_id: 'crm/emails',
	pricelist_id: 'products/pricelist',
	'task/tasks.parent_id': 'task/tasks',
	'task/tasks.template_id': 'task/tasks',
	'task/templates_access.template_id': 'task/tasks',
	event_calendar_id: 'calendar/calendar',
	project_id: 'st/projects',
	'agile/issues.category_id': 'agile/categories',
	'agile/issues.parent_issue_id': 'agile/issues',
	'agile/categories.parent_id': 'agile/categories',
	epic_id: 'agile/epics',
	sprint_id: 'agile/sprints',
	type_id: 'agile/issue_type',
	parent_relation_name_id: 'agile/issue_relation_names',
	child_relation_name_id: 'agile/issue_relation_names',
	estimate_id: 'fin/estimate',
	plan_money_id: 'fin/plan_money',
	org_account_id: 'fin/bank_account',
	bank_account_id: 'fin/bank_account',
	'fin/invoice_item.item_id': 'products/product',
	'products/category.parent_id': 'products/category',
	manufacturer_id: 'products/manufacturer',
	timesheet_id: 'timetracker/timesheets',
};

/** Polymorphic links name an entity by module and a model in the singular. */
const models: Readonly<Record<string, string>> = {
	'st/project': 'st/projects',
	'task/task': 'task/tasks',
	'crm/lead': 'crm/lead',
};

/** @returns the entity whose id the row's field holds, `module/entity`, as far as the catalog or the sandbox knows */
export function linkTarget(
	{ references }: Pick<Catalog, 'references'>,
	entity: CatalogEntity,
	field: string,
	row: Row,
): string | undefined {
	if (field === 'model_id') {
		return models[`${String(row['module'])}/${String(row['model'])}`];
	}
	const ownField = `${pathOf(entity)}.${field}`;
	return references[ownField] ?? targets[ownField] ?? references[field] ?? targets[field];
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
			const target = linkTarget(database.catalog, entity, field, row);
			return target !== undefined && !exists(target, value);
		})
		.map(([field]) => field);
}
