import { apiPath } from '../flowlu/account';
import { listOf } from '../flowlu/responses/listInJson';
import type { JsonText, Span } from '../json/jsonText';
import { membersOf, stringAt, textAt } from '../json/values';
import type { Exchange } from './exchange';
import type { LatestExchange } from './exchangeStore';
import type { ResponseReading } from './reading';

/** A record as a list has shown it. */
export interface RecordName {
	readonly id: string;
	/** Empty where the list has none. */
	readonly name: string;
	/** The value of the field that says which of them belong together, where one was asked for and the list has it. */
	readonly group?: string;
}

/** As many as the longest page has. More nobody reads. */
export const maxRecords = 100;

/** What a record is called by; invoices, currencies and options of custom fields have no name. The first that it has counts. */
const nameSteps = ['name', 'invoice_number', 'code', 'value'] as const;

const quote = 0x22;

interface Names {
	readonly groupField: string | undefined;
	readonly records: readonly RecordName[];
}

const names = new WeakMap<Exchange, Names>();

interface ListShown {
	/** Of the account. */
	readonly origin: string;
	/** `crm/pipeline_stage` */
	readonly entity: string;
	/** `pipeline_id` */
	readonly groupField?: string | undefined;
}

/**
 * The records of the newest list of an entity that an account has sent and that is still kept; none where there is no such list. Nothing is sent for it.
 * @param latest the newest exchange first
 */
export function recordNames(
	latest: readonly LatestExchange[],
	{ origin, entity, groupField }: ListShown,
): readonly RecordName[] {
	const path = `${apiPath}/${entity}/list`;
	for (const kept of latest) {
		if (kept.kind === 'kept' && isListOf(kept.exchange, origin, path)) {
			const known = names.get(kept.exchange);
			if (known !== undefined && known.groupField === groupField) {
				return known.records;
			}
			const records = namesIn(kept.exchange.reading, groupField);
			names.set(kept.exchange, { groupField, records });
			return records;
		}
	}
	return [];
}

function isListOf({ session, request, reading }: Exchange, origin: string, path: string): boolean {
	const isListed = reading.envelope.kind === 'success' && reading.envelope.list !== undefined;
	return isListed && session.account.origin === origin && new URL(request.url).pathname.replace(/\/$/u, '') === path;
}

/** The records of a list, in its order. */
export function namesIn({ json }: Pick<ResponseReading, 'json'>, groupField?: string): readonly RecordName[] {
	const items = json && listOf(json);
	if (json === undefined || items === undefined) {
		return [];
	}
	const records: RecordName[] = [];
	for (const item of membersOf(json, items)) {
		const members = textsOf(json, item, groupField);
		const id = members.get('id') ?? '';
		const group = groupField === undefined ? undefined : members.get(groupField);
		if (id !== '') {
			const name = nameSteps.map(step => members.get(step)).find(text => text !== undefined) ?? '';
			records.push({ id, name, ...(group !== undefined && { group }) });
		}
		if (records.length === maxRecords) {
			break;
		}
	}
	return records;
}

function textsOf(json: JsonText, item: Span, groupField: string | undefined): ReadonlyMap<string, string> {
	const texts = new Map<string, string>();
	for (const { step, start, end } of membersOf(json, item)) {
		if (typeof step === 'string' && (step === 'id' || step === groupField || nameSteps.some(name => name === step))) {
			const isText = json.bytes[start] === quote;
			texts.set(step, isText ? stringAt(json.bytes, { start, end }) : textAt(json.bytes, { start, end }));
		}
	}
	return texts;
}
