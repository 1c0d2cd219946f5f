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
}

/** The first page of a list. */
export interface RecordList {
	readonly records: readonly RecordName[];
	/** There are more records than the page has. */
	readonly isIncomplete: boolean;
	/** How many there are; undefined where Flowlu did not say. */
	readonly total: number | undefined;
}

/** Lists that the user had loaded. They are kept in memory only. */
export interface RecordLists {
	/** What was loaded in the last ten minutes. Sends nothing. */
	of(list: ListOf): RecordList | undefined;
	/**
	 * Sends one request, after everything else that waits for the account. Who asks for a list that is on its way waits for the same request; any of them
	 * can cancel it.
	 * @throws CancelledError | NetworkError | ApiError | UnexpectedResponseError; what was loaded before is then still there
	 */
	load(list: ListOf, access: Access, signal: AbortSignal): Promise<RecordList>;
}

interface Needs extends Turns {
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

export function createRecordLists(needs: Needs): RecordLists {
	const kept = new Map<string, { readonly list: RecordList; readonly until: number }>();
	const underWay = new Map<string, Loading>();

	function forgetOld(): void {
		for (const [key, { until }] of kept) {
			if (until <= needs.now()) {
				kept.delete(key);
			}
		}
	}

	function begin(key: string, entity: string, access: Access): Loading {
		const controller = new AbortController();
		const load = async (): Promise<RecordList> => {
			try {
				const list = await loadList(entity, access, controller.signal, needs);
				kept.set(key, { list, until: needs.now() + keptFor });
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
			const loading = underWay.get(key) ?? begin(key, list.entity, access);
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

function keyOf({ sessionId, entity }: ListOf): string {
	return `${sessionId} ${entity}`;
}

async function loadList(entity: string, access: Access, signal: AbortSignal, needs: Needs): Promise<RecordList> {
	const url = `${apiBase(access.account)}/${entity}/list?limit=${maxRecords}`;
	const request = { method: 'GET', url, headers: [['Accept', 'application/json']] as const };
	return listIn(await needs.flowlu.send(request, access, { signal, background: true, once: true }), needs);
}

/** @throws ApiError | UnexpectedResponseError */
async function listIn(response: HttpResponse, turns: Turns): Promise<RecordList> {
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
	const { items, total } = envelope.list;
	const isIncomplete = total === undefined ? items >= maxRecords : total > Math.min(items, maxRecords);
	return { records: namesIn(reading), isIncomplete, total };
}
