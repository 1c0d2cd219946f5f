import { companyNames, seedCompanies, seedContacts } from './customers';
import type { Dictionaries } from './dictionaries';
import { at, type Sower } from './sower';

export interface Crm {
	readonly companies: readonly number[];
	readonly companyNames: readonly string[];
	readonly contacts: readonly number[];
	readonly leads: readonly number[];
}

interface Choices {
	readonly people: readonly number[];
	readonly dictionaries: Dictionaries;
}

const subjects = [
	'Office refit',
	'Lighting plan',
	'Yearly support',
	'Showroom',
	'Новый офис',
	'Meeting rooms',
	'Démo 🚀',
];

/** The tag that api.md's example filters by. */
const tagId = 69;

export function seedCrm(sower: Sower, choices: Choices): Crm {
	const companies = seedCompanies(sower, choices);
	const contacts = seedContacts(sower, { ...choices, companies });
	for (const index of [0, 4, 7]) {
		sower.tag('crm/account', at(companies, index), [tagId]);
	}
	const leads = Array.from({ length: 36 }, (_, index) => seedLead(sower, index, { ...choices, companies, contacts }));
	return { companies, companyNames, contacts, leads };
}

function seedLead(
	sower: Sower,
	index: number,
	{ people, dictionaries, companies, contacts }: Choices & Pick<Crm, 'companies' | 'contacts'>,
): number {
	const pipeline = at(dictionaries.pipelines, index % 4 === 3 ? 1 : 0);
	// 1 in progress, 2 lost, 3 won.
	const active = at([1, 1, 3, 1, 2], index);
	const customer = at(companies, index);
	const contact = at(contacts, index);
	const start = -120 + index * 3;
	const id = sower.add('crm/lead', {
		name: `${at(subjects, index)} — ${at(companyNames, index).slice(0, 40)}`,
		description: index === 0 ? 'First call went well.\nThey ask for samples & a price for 12 desks.' : '',
		budget: 500 * (1 + sower.below(60)),
		company_id: customer,
		customer_id: customer,
		contact_id: contact,
		source_id: at(dictionaries.sources, index),
		assignee_id: sower.pick(people),
		start_date: sower.date(start),
		deadline: index % 6 === 5 ? '' : sower.date(start + 60),
		pipeline_id: pipeline.id,
		pipeline_stage_id: sower.pick(pipeline.stages),
		active,
		closing_date: active === 1 ? '' : sower.date(start + 30),
		closing_status_id: active === 2 ? sower.pick(dictionaries.lossReasons) : 0,
		closing_comment: active === 2 ? 'Perhaps next year.' : '',
		contact_name: 'Walk-in visitor',
		contact_email: `enquiry${index + 1}@example.com`,
		last_activity_time: index % 5 === 0 ? '0000-00-00 00:00:00' : sower.moment(start + 10),
		ordering: index + 1,
		cf_1: String(1 + (index % 4)),
		cf_2: index % 3 === 0 ? ['5', '6'] : [],
		cf_signed: active === 3 ? 1 : 0,
	});
	seedLeadLinks(sower, id, { index, customer, contact, people });
	return id;
}

function seedLeadLinks(
	sower: Sower,
	lead: number,
	{ index, customer, contact, people }: Record<'index' | 'customer' | 'contact', number> & Pick<Choices, 'people'>,
): void {
	sower.add('crm/lead_accounts', { lead_id: lead, account_id: customer, account_type: 1 });
	if (index % 2 === 0) {
		sower.add('crm/lead_accounts', { lead_id: lead, account_id: contact, account_type: 2 });
	}
	if (index % 3 === 0) {
		sower.add('crm/lead_followers', { lead_id: lead, user_id: sower.pick(people) });
		sower.add('crm/lead_product', { lead_id: lead });
	}
	if (index === 0 || index === 9) {
		sower.tag('crm/lead', lead, [tagId]);
	}
}
