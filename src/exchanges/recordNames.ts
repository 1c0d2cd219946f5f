import type { JsonText, Span } from '../json/jsonText';
import { findJsonValue, membersOf, stringAt, textAt } from '../json/values';
import type { Exchange } from './exchange';
import type { LatestExchange } from './exchangeStore';
import type { ResponseReading } from './reading';

/** A record as a list has shown it. */
export interface RecordName {
	readonly id: string;
	/** Empty where the list has none. */
	readonly name: string;
}

/** As many as the longest page has. More nobody reads. */
export const maxRecords = 100;

/** What a record is called by; invoices and currencies have no name. The first that it has counts. */
const nameSteps = ['name', 'invoice_number', 'code'] as const;

const quote = 0x22;

const names = new WeakMap<Exchange, readonly RecordName[]>();

/**
 * The records of the newest list of an entity that an account has sent and that is still kept; none where there is no such list. Nothing is sent for it.
 * @param latest the newest exchange first
 * @param origin the account's
 * @param entity `crm/pipeline`
 */
export function recordNames(
	latest: readonly LatestExchange[],
	{ origin, entity }: { readonly origin: string; readonly entity: string },
): readonly RecordName[] {
	const path = `/api/v1/module/${entity}/list`;
	for (const kept of latest) {
		if (kept.kind === 'kept' && isListOf(kept.exchange, origin, path)) {
			const known = names.get(kept.exchange) ?? namesIn(kept.exchange.reading);
			names.set(kept.exchange, known);
			return known;
		}
	}
	return [];
}

function isListOf({ session, request, reading }: Exchange, origin: string, path: string): boolean {
	const isListed = reading.envelope.kind === 'success' && reading.envelope.list !== undefined;
	return isListed && session.account.origin === origin && new URL(request.url).pathname.replace(/\/$/u, '') === path;
}

/** The records of a list, in its order. */
export function namesIn({ json }: Pick<ResponseReading, 'json'>): readonly RecordName[] {
	const items = json && findJsonValue(json, ['response', 'items']);
	if (json === undefined || items === undefined) {
		return [];
	}
	const records: RecordName[] = [];
	for (const item of membersOf(json, items)) {
		const members = textsOf(json, item);
		const id = members.get('id') ?? '';
		if (id !== '') {
			records.push({ id, name: nameSteps.map(step => members.get(step)).find(text => text !== undefined) ?? '' });
		}
		if (records.length === maxRecords) {
			break;
		}
	}
	return records;
}

function textsOf(json: JsonText, item: Span): ReadonlyMap<string, string> {
	const texts = new Map<string, string>();
	for (const { step, start, end } of membersOf(json, item)) {
		if (typeof step === 'string' && (step === 'id' || nameSteps.some(name => name === step))) {
			const isText = json.bytes[start] === quote;
			texts.set(step, isText ? stringAt(json.bytes, { start, end }) : textAt(json.bytes, { start, end }));
		}
	}
	return texts;
}
