import { composeName } from '../records/crmAccounts';
import type { Dictionaries } from './dictionaries';
import { at, type Sower } from './sower';

/** Some are chosen for how they look: accents, other scripts, emoji, markup, length. */
export const companyNames = [
	'Lindqvist & Daughters AB',
	'Café Ödland GmbH',
	'ООО «Северный ветер»',
	'東雲デザイン株式会社',
	'🍋 Lemon Logistics',
	'O’Brien, Söhne & Cía',
	'<b>Bold</b> & "Quoted" Ltd',
	'Harbour Lane Bakery',
	'مكتبة النور',
	'Piñata Events S.L.',
	'Whistling Kettle Tea Rooms',
	'Granite Peak Construction',
	'Zażółć Gęślą Studio',
	'Blue Heron Clinics',
	'Copper Kite Robotics',
	'A Company Whose Registered Name Was Evidently Written by a Committee That Could Not Agree on Where a Name Ought to End, Holding',
] as const;

/** First and last name; a title where the person has one. */
const peopleNames: readonly (readonly [first: string, last: string, title?: string])[] = [
	['Astrid', 'Lindqvist'],
	['Jürgen', 'Ödland', 'Mr'],
	['Ольга', 'Ветрова', 'Dr'],
	['さくら', '東雲'],
	['Dev', 'Limonadi'],
	['Siobhán', 'O’Brien', 'Ms'],
	['Robert', 'Tables'],
	['Marguerite', 'Fournier'],
	['ليلى', 'النوري'],
	['Íñigo', 'Peñalosa'],
	['Philippa', 'Kettleworth', 'Ms'],
	['Gunnar', 'Steinsson', 'Mr'],
	['Małgorzata', 'Żądło'],
	['Chidi', 'Eze', 'Prof.'],
	['Zoë', 'Van Dijk'],
	['Nguyễn', 'Minh Châu'],
	['Anonymous', ''],
	['Beatriz', 'Almeida e Sousa'],
];

const longDescription = [
	'A customer since the first winter.',
	'Delivery through the back gate; ring twice.',
	...Array.from(
		{ length: 24 },
		(_, week) => `Week ${week + 1}: the usual order, invoiced on Friday, paid within ten days.`,
	),
].join('\n');

interface Choices {
	readonly people: readonly number[];
	readonly dictionaries: Dictionaries;
}

/** @returns the ids, in the order of `companyNames`. */
export function seedCompanies(sower: Sower, { people, dictionaries }: Choices): readonly number[] {
	return companyNames.map((name, index) =>
		sower.add('crm/account', {
			type: 1,
			name,
			name_legal: name,
			description: index === 0 ? longDescription : '',
			VAT: `XX${900_000_000 + index * 7919}`,
			account_category_id: at(dictionaries.categories, index % 5 === 4 ? 1 : 0),
			industry_id: at(dictionaries.industries, index),
			active: index === 8 ? 0 : 1,
			address: `${index + 3} Example Street\nSampleton ${10_115 + index}`,
			billing_city: 'Sampleton',
			billing_zip: String(10_115 + index),
			email: `office@company${index + 1}.example.com`,
			phone: `+1 202 555 01${String(index).padStart(2, '0')}`,
			web: `https://company${index + 1}.example.com`,
			owner_id: sower.pick(people),
			organization_employee_count: (index + 1) * 7,
			organization_registration_date: index % 4 === 0 ? '0000-00-00' : sower.date(-3000 + index * 150),
			last_activity_time: index % 3 === 0 ? '0000-00-00 00:00:00' : sower.moment(-index),
			cf_4: String(8 + (index % 3)),
			cf_5: index % 2 === 0 ? ['11', '13'] : [],
			cf_6: index === 1 ? 'Gate code on the phone only.\nClosed on Mondays — “Ruhetag”.' : '',
		}),
	);
}

/** Each works at the company of the same index, the rest at the first ones. @returns ids of accounts of type 2. */
export function seedContacts(
	sower: Sower,
	{ people, dictionaries, companies }: Choices & { readonly companies: readonly number[] },
): readonly number[] {
	return peopleNames.map(([first, last, title], index) => {
		const name = composeName([title ?? '', first, last]);
		const id = sower.add('crm/account', {
			type: 2,
			name,
			name_legal_full: name,
			first_name: first,
			last_name: last,
			honorific_title_id: title === undefined ? 0 : (dictionaries.titles.get(title) ?? 0),
			active: 1,
			email: `person${index + 1}@example.com`,
			phone: `+1 202 555 01${50 + index}`,
			owner_id: sower.pick(people),
			timezone: index === 3 ? 'Asia/Tokyo' : '',
			last_activity_time: '',
			cf_4: '8',
			cf_5: [],
			cf_6: '',
		});
		sower.add('crm/relation', {
			parent_acc_id: at(companies, index),
			child_acc_id: id,
			position: at(['Managing director', 'Purchasing', 'Бухгалтер', 'Office manager'], index),
			type: 1,
		});
		if (index % 2 === 0) {
			sower.add('crm/emails', {
				account_id: id,
				type: 1,
				email: `person${index + 1}@private.example`,
				comment: 'private',
			});
		}
		return id;
	});
}
