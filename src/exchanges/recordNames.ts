import type { JsonText, Span } from '../json/jsonText';
import { findJsonValue, membersOf, stringAt, textAt } from '../json/values';
import type { Exchange } from './exchange';
import type { LatestExchange } from './exchangeStore';

/** A record as a list has shown it. */
export interface RecordName {
	readonly id: string;
	/** Empty where the list has none. */
	readonly name: string;
}

/** More than a page has, and than anybody reads. */
const maxRecords = 100;

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
			const known = names.get(kept.exchange) ?? read(kept.exchange);
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

function read({ reading: { json } }: Exchange): readonly RecordName[] {
	const items = json && findJsonValue(json, ['response', 'items']);
	if (json === undefined || items === undefined) {
		return [];
	}
	const records: RecordName[] = [];
	for (const item of membersOf(json, items)) {
		const { id = '', name = '' } = namesIn(json, item);
		if (id !== '') {
			records.push({ id, name });
		}
		if (records.length === maxRecords) {
			break;
		}
	}
	return records;
}

function namesIn(json: JsonText, item: Span): Partial<RecordName> {
	const found: { id?: string; name?: string } = {};
	for (const { step, start, end } of membersOf(json, item)) {
		if (step === 'id' || step === 'name') {
			found[step] =
				json.bytes[start] === quote ? stringAt(json.bytes, { start, end }) : textAt(json.bytes, { start, end });
		}
	}
	return found;
}
