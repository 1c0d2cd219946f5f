import type { Sower } from './sower';

/** Fields of opportunities (cf_1, cf_2, cf_signed) and of accounts (cf_4, cf_5, cf_6), in this order. */
export function seedCustomFields(sower: Sower): void {
	const common = { active: 1, show_on_detail_page: 1, show_in_mobile: 1 };
	const deals = { ...common, module: 'crm', model: 'lead' };
	const deal = sower.add('customfields/fieldsets', { name: 'Opportunity details', module: 'crm', model: 'lead' });
	sower.add('customfields/fields', { ...deals, fieldset_id: deal, name: 'Region', type: 'list', ordering: 1 });
	sower.add('customfields/fields', { ...deals, fieldset_id: deal, name: 'Interests', type: 'multilist', ordering: 2 });
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
	sower.add('customfields/fields', { ...accounts, fieldset_id: account, name: 'Loyalty', type: 'list', ordering: 1 });
	sower.add('customfields/fields', {
		...accounts,
		fieldset_id: account,
		name: 'Languages',
		type: 'multilist',
		ordering: 2,
	});
	sower.add('customfields/fields', {
		...accounts,
		fieldset_id: account,
		name: 'Delivery notes',
		type: 'smalltext',
		hint: 'Gate codes, opening hours',
		ordering: 3,
	});
}
