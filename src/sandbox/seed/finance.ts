import type { Row } from '../records/fields';
import type { Crm } from './crm';
import type { Product } from './products';
import type { Project } from './projects';
import { at, type Sower } from './sower';

interface Choices {
	readonly people: readonly number[];
	readonly crm: Crm;
	readonly projects: readonly Project[];
	readonly products: readonly Product[];
}

const euro = { currency_id: 1, currency_code: 'EUR' };
const seller = { org_id: 1, org_phone: '+1 202 555 0100', org_vat: 'XX100000001' };

export function seedFinance(sower: Sower, choices: Choices): void {
	const accounts = sower.names('fin/bank_account', ['Current account', 'Cash desk', 'Резерв'], {
		type: 1,
		active: 1,
		currency_id: euro.currency_id,
		currency_exchange_rate: 1,
		org_id: seller.org_id,
		closed_at: '',
	});
	for (const index of Array.from({ length: 8 }).keys()) {
		seedEstimate(sower, index, choices);
		seedPlan(sower, index, { ...choices, accounts });
	}
	for (const index of Array.from({ length: 16 }).keys()) {
		seedInvoice(sower, index, { ...choices, accounts });
	}
}

function customer(index: number, { crm }: Choices) {
	return {
		customer_id: at(crm.companies, index),
		customer_name: at(crm.companyNames, index),
		customer_legal_name: at(crm.companyNames, index),
	};
}

function seedEstimate(sower: Sower, index: number, choices: Choices): void {
	const total = 1000 + index * 250.25;
	sower.add('fin/estimate', {
		...euro,
		...seller,
		...customer(index, choices),
		type: 1,
		active: 1,
		assignee_id: sower.pick(choices.people),
		estimate_number: 500 + index,
		estimate_number_print: `EST-${500 + index}`,
		expire_date: index % 3 === 2 ? '' : sower.date(30 - index),
		invoice_date: sower.date(-index * 4),
		module: 'crm',
		model: 'lead',
		model_id: at(choices.crm.leads, index),
		sub_total: total,
		total,
	});
}

function seedPlan(
	sower: Sower,
	index: number,
	{ people, projects, accounts }: Choices & { accounts: readonly number[] },
): void {
	sower.add('fin/plan_money', {
		name: at(['Rent', 'Salaries', 'Instalment', 'Аванс'], index),
		// 10 income, 20 expense.
		type: index % 4 < 2 ? 20 : 10,
		total: 800 + index * 100,
		project_id: index % 2 === 0 ? at(projects, index).id : 0,
		plan_paid_date: sower.date(index * 7),
		accrual_month: sower.date(index * 7).slice(0, 'YYYY-MM'.length),
		org_account_id: at(accounts, index),
		currency_id: euro.currency_id,
		manager_id: sower.pick(people),
	});
}

function seedInvoice(sower: Sower, index: number, choices: Choices & { readonly accounts: readonly number[] }): void {
	const lines = Array.from({ length: 1 + (index % 4) }, (_, line) => ({
		product: at(choices.products, index + line * 3),
		quantity: 1 + ((index + line) % 5),
	}));
	const total = money(lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0));
	const paid = index % 3 === 0;
	const day = dayOf(index);
	const invoice = sower.add('fin/invoice', {
		...euro,
		...seller,
		...customer(index, choices),
		type: 1,
		assignee_id: sower.pick(choices.people),
		...letter(sower, index),
		paid_date: paid ? sower.date(day + 9) : '0000-00-00',
		module: 'st',
		model: 'project',
		model_id: at(choices.projects, index).id,
		org_account_id: at(choices.accounts, 0),
		note: index === 1 ? 'Vielen Dank für Ihren Auftrag — danke, спасибо, ありがとう! 🙏' : '',
		bcy_paid_total: paid ? total : 0,
		sub_total: total,
		total,
	});
	for (const [ordering, { product, quantity }] of lines.entries()) {
		seedLine(sower, { invoice, product, quantity, ordering });
	}
	sower.add('fin/invoice_contacts', {
		invoice_id: invoice,
		// Text in the sources, unlike every other id.
		contact_id: String(at(choices.crm.contacts, index)),
		email_id: 0,
		is_primary: 1,
	});
	if (paid) {
		seedPayment(sower, { ...choices, index, invoice, total, date: sower.date(day + 9) });
	}
}

/** Number, dates and whether it was sent. */
function letter(sower: Sower, index: number): Row {
	const day = dayOf(index);
	const emailed = index % 2 === 0;
	return {
		invoice_number: 1001 + index,
		invoice_number_print: `INV-${1001 + index}`,
		invoice_date: sower.date(day),
		due_date: index === 5 ? '' : sower.date(day + 14),
		invoice_emailed_date: emailed ? sower.moment(day) : '0000-00-00 00:00:00',
		is_invoice_emailed: emailed ? 1 : 0,
	};
}

/** When an invoice was written, in days from today. */
function dayOf(index: number): number {
	return -60 + index * 4;
}

function seedLine(
	sower: Sower,
	{ invoice, product, quantity, ordering }: Record<'invoice' | 'quantity' | 'ordering', number> & { product: Product },
): void {
	const total = money(product.price * quantity);
	sower.add('fin/invoice_item', {
		type: 10,
		name: product.name,
		invoice_id: invoice,
		item_id: product.id,
		quantity,
		unit_price: product.price,
		discount: '0',
		discount_is_percent: 1,
		sub_total: total,
		total,
		ordering: ordering + 1,
	});
}

interface Payment extends Choices {
	readonly accounts: readonly number[];
	readonly index: number;
	readonly invoice: number;
	readonly total: number;
	readonly date: string;
}

function seedPayment(sower: Sower, { index, invoice, total, date, people, crm, projects, accounts }: Payment): void {
	const name = `Payment of INV-${1001 + index}`;
	const common = {
		name,
		currency_id: euro.currency_id,
		org_id: seller.org_id,
		project_id: at(projects, index).id,
		date,
	};
	sower.add('fin/customer_payment', {
		...common,
		type: 1,
		bank_account_id: at(accounts, 0),
		crm_company_id: at(crm.companies, index),
		owner_id: sower.pick(people),
		complete_date: date,
		is_complete: 1,
		total,
	});
	sower.add('fin/transaction', {
		...common,
		type: 10,
		org_account_id: at(accounts, 0),
		crm_account_id: at(crm.companies, index),
		manager_id: sower.pick(people),
		invoice_id: invoice,
		income: total,
		bcy_income: total,
	});
	sower.add('fin/transaction', {
		...common,
		name: 'Bank charge',
		type: 20,
		org_account_id: at(accounts, 0),
		manager_id: sower.pick(people),
		outcome: 1.5,
		bcy_outcome: 1.5,
		is_charge: 1,
	});
}

/** Prices have two decimals. */
function money(amount: number): number {
	return Math.round(amount * 100) / 100;
}
