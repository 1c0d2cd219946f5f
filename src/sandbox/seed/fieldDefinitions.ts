import type { Row } from '../records/fields';
import type { Sower } from './sower';

const regions = ['North', 'East', 'South', 'West'];
const interests = ['Consulting', 'Support', 'Training'];
const loyalties = ['Bronze', 'Silver', 'Gold'];
const languages = ['English', 'German', 'French'];

/**
 * Fields of opportunities (cf_1, cf_2, cf_signed) and of accounts (cf_4, cf_5, cf_6), in this order. The options of cf_1 have the ids from 1, of cf_2 from
 * 5, of cf_4 from 8, of cf_5 from 11.
 */
export function seedCustomFields(sower: Sower): void {
	const common = { active: 1, show_on_detail_page: 1, show_in_mobile: 1 };
	const deals = { ...common, module: 'crm', model: 'lead' };
	const deal = sower.add('customfields/fieldsets', { name: 'Opportunity details', module: 'crm', model: 'lead' });
	addList(sower, { ...deals, fieldset_id: deal, name: 'Region', type: 'select.single', ordering: 1 }, regions);
	addList(sower, { ...deals, fieldset_id: deal, name: 'Interests', type: 'select.multiple', ordering: 2 }, interests);
	sower.add('customfields/fields', {
		...deals,
		fieldset_id: deal,
		name: 'Contract signed',
		type: 'boolean',
		alias: 'signed',
		api_use_alias: 1,
		webhook_use_alias: 1,
		ordering: 3,
	});
	const accounts = { ...common, module: 'crm', model: 'account' };
	const account = sower.add('customfields/fieldsets', { name: 'Account details', module: 'crm', model: 'account' });
	addList(sower, { ...accounts, fieldset_id: account, name: 'Loyalty', type: 'select.single', ordering: 1 }, loyalties);
	addList(
		sower,
		{ ...accounts, fieldset_id: account, name: 'Languages', type: 'select.multiple', ordering: 2 },
		languages,
	);
	sower.add('customfields/fields', {
		...accounts,
		fieldset_id: account,
		name: 'Delivery notes',
		type: 'smalltext',
		hint: 'Gate codes, opening hours',
		ordering: 3,
	});
}

/** A field with the options that it may have. */
function addList(sower: Sower, field: Readonly<Row>, options: readonly string[]): void {
	const id = sower.add('customfields/fields', field);
	sower.addAll(
		'customfields/fieldoptions',
		options.map((value, index) => ({ field_id: id, value, ordering: index + 1, color: '', ref: '', ref_id: '' })),
	);
}
