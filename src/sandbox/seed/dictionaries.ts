import type { Sower } from './sower';

/** Ids of the lists that CRM records choose from. */
export interface Dictionaries {
	readonly sources: readonly number[];
	readonly lossReasons: readonly number[];
	readonly categories: readonly number[];
	readonly industries: readonly number[];
	/** By title. */
	readonly titles: ReadonlyMap<string, number>;
	/** By pipeline, in the order of the stages. */
	readonly pipelines: readonly { readonly id: number; readonly stages: readonly number[] }[];
}

export function seedDictionaries(sower: Sower): Dictionaries {
	seedMoney(sower);
	return {
		sources: sower.names(
			'crm/source',
			['Web site', 'Referral', 'Trade fair', 'Cold call', 'Newsletter', 'Рекомендация'],
			{
				active: 1,
			},
		),
		lossReasons: sower.names('crm/loss_reason', ['Too expensive', 'Chose a competitor', 'No answer', 'Postponed'], {
			active: 1,
		}),
		categories: sower.names('crm/account_category', ['Customer', 'Supplier', 'Partner', 'Competitor'], { active: 1 }),
		industries: sower.names(
			'crm/industry',
			['Logistics', 'Food & drink', 'Software', 'Construction', 'Education', 'Health care'],
			{ active: 1 },
		),
		titles: new Map(
			['Ms', 'Mr', 'Dr', 'Prof.'].map((name, index) => [
				name,
				sower.add('crm/honorific_title', { name, active: 1, ordering: index + 1 }),
			]),
		),
		pipelines: [
			seedPipeline(sower, 'New business', ['Enquiry', 'Qualified', 'Proposal', 'Negotiation', 'Contract']),
			seedPipeline(sower, 'Renewals', ['Due', 'Offer sent', 'Confirmed']),
		],
	};
}

function seedPipeline(sower: Sower, name: string, stages: readonly string[]) {
	const id = sower.add('crm/pipeline', { name, description: '', ordering: 1, type_access: 'all' });
	return { id, stages: sower.names('crm/pipeline_stage', stages, { pipeline_id: id, active: 1, color: '#6b8ecb' }) };
}

/** Currencies have internal ids, not ISO numbers. */
function seedMoney(sower: Sower): void {
	sower.addAll(
		'fin/currencies',
		['EUR', 'USD', 'GBP'].map(code => ({ code })),
	);
	sower.names('fin/organization', ['Northwind Workshop Ltd', 'Мастерская «Север»']);
}
