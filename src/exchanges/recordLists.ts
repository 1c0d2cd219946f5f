import { apiBase } from '../flowlu/account';
import type { Access, FlowluClient } from '../flowlu/flowluClient';
import { UnexpectedResponseError } from '../flowlu/responses/flowluErrors';
import type { HttpResponse } from '../net/http';
import { CancelledError } from '../net/networkErrors';
import { readResponse, type Turns } from './reading';
import { maxRecords, namesIn, type RecordName } from './recordNames';

/** Which list: of an entity such as `crm/pipeline`, as one key sees it. */
export interface ListOf {
	/** The id of the key's session. */
	readonly sessionId: string;
	readonly entity: string;
	/** Only the records that have the value in the field: the stages of one pipeline. */
	readonly group?: { readonly field: string; readonly value: string } | undefined;
}

/** A list as far as it was loaded. */
export interface RecordList {
	/** Whether or not the server obeyed a filter: each says what group it is of. */
	readonly records: readonly RecordName[];
	/** There are more records than those. */
	readonly isIncomplete: boolean;
	/** The page that is loaded next, from 1: behind the last that brought something, else the first again. */
	readonly nextPage: number;
	/** How many there are; undefined where Flowlu did not say. */
	readonly total: number | undefined;
}

/** Lists that the user had loaded. They are kept in memory only. */
export interface RecordLists {
	/** What was loaded in the last ten minutes. Sends nothing. */
	of(list: ListOf): RecordList | undefined;
	/**
	 * Sends one request, after everything else that waits for the account: for the first page, or for the next one of a list that has more. Who asks for a
	 * list that is on its way waits for the same request; any of them can cancel it.
	 * @throws CancelledError | NetworkError | ApiError | UnexpectedResponseError; what was loaded before is then still there
	 */
	load(list: ListOf, access: Access, signal: AbortSignal): Promise<RecordList>;
}

interface RecordListsDependencies extends Turns {
	readonly flowlu: Pick<FlowluClient, 'send'>;
	/** Milliseconds; only differences count. */
	readonly now: () => number;
}

/** Milliseconds. */
const keptFor = 10 * 60_000;

interface Loading {
	readonly result: Promise<RecordList>;
	readonly controller: AbortController;
}

export function createRecordLists(dependencies: RecordListsDependencies): RecordLists {
	const kept = new Map<string, { readonly list: RecordList; readonly until: number }>();
	const underWay = new Map<string, Loading>();

	function forgetOld(): void {
		for (const [key, { until }] of kept) {
			if (until <= dependencies.now()) {
				kept.delete(key);
			}
		}
	}

	function begin(key: string, of: ListOf, access: Access): Loading {
		const controller = new AbortController();
		const load = async (): Promise<RecordList> => {
			const last = kept.get(key);
			const before = last !== undefined && last.list.nextPage > 1 ? last : undefined;
			const page = before?.list.nextPage ?? 1;
			try {
				const loaded = await loadPage(of, page, { access, signal: controller.signal, dependencies });
				const list = listWith(before?.list.records ?? [], loaded, page);
				// No part of a list is kept for longer than its first page may be.
				kept.set(key, { list, until: before?.until ?? dependencies.now() + keptFor });
				return list;
			} finally {
				underWay.delete(key);
			}
		};
		return { result: load(), controller };
	}

	return {
		of(list) {
			forgetOld();
			return kept.get(keyOf(list))?.list;
		},
		async load(list, access, signal) {
			if (signal.aborted) {
				throw new CancelledError();
			}
			forgetOld();
			const key = keyOf(list);
			const loading = underWay.get(key) ?? begin(key, list, access);
			underWay.set(key, loading);
			const cancel = (): void => {
				loading.controller.abort();
			};
			signal.addEventListener('abort', cancel, { once: true });
			try {
				return await loading.result;
			} finally {
				signal.removeEventListener('abort', cancel);
			}
		},
	};
}

function keyOf({ sessionId, entity, group }: ListOf): string {
	return [sessionId, entity, ...(group === undefined ? [] : [group.field, group.value])].join(' ');
}

interface Page {
	readonly records: readonly RecordName[];
	/** As the server counts them. */
	readonly items: number;
	readonly total: number | undefined;
}

interface Loads {
	readonly access: Access;
	readonly signal: AbortSignal;
	readonly dependencies: RecordListsDependencies;
}

async function loadPage(
	{ entity, group }: ListOf,
	page: number,
	{ access, signal, dependencies }: Loads,
): Promise<Page> {
	const filter = group === undefined ? '' : `&filter[${group.field}]=${encodeURIComponent(group.value)}`;
	const query = `limit=${maxRecords}${page === 1 ? '' : `&page=${page}`}${filter}`;
	const url = `${apiBase(access.account)}/${entity}/list?${query}`;
	const request = { method: 'GET', url, headers: [['Accept', 'application/json']] as const };
	const response = await dependencies.flowlu.send(request, access, { signal, background: true, once: true });
	return pageIn(response, group?.field, dependencies);
}

/** @throws ApiError | UnexpectedResponseError */
async function pageIn(response: HttpResponse, groupField: string | undefined, turns: Turns): Promise<Page> {
	const reading = await readResponse(response, turns);
	const { envelope } = reading;
	if (envelope.kind === 'error') {
		throw envelope.error;
	}
	if (envelope.kind === 'unknown') {
		throw new UnexpectedResponseError(envelope.reason, response.status, envelope.content);
	}
	if (envelope.list === undefined) {
		throw new UnexpectedResponseError('incomplete', response.status);
	}
	return { records: namesIn(reading, groupField), ...envelope.list };
}

/** Pages are no snapshot, and a server may ignore which one was asked for: a record that is there already is no other one. */
function listWith(before: readonly RecordName[], { records, items, total }: Page, page: number): RecordList {
	const ids = new Set(before.map(({ id }) => id));
	const added = records.filter(({ id }) => !ids.has(id));
	const all = [...before, ...added];
	const seen = page === 1 ? Math.min(items, maxRecords) : all.length;
	const isIncomplete = total === undefined ? items >= maxRecords : total > seen;
	return { records: all, isIncomplete, nextPage: isIncomplete && added.length > 0 ? page + 1 : 1, total };
}
