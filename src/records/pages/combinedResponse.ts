import type { CombinedResponse } from '../../exchanges/exchange';
import type { Access } from '../../flowlu/flowluClient';
import { TooManyRecordsError } from '../../flowlu/responses/flowluErrors';
import type { JsonText } from '../../json/jsonText';
import { findJsonValue } from '../../json/values';
import { joined } from '../../net/decodedBody';
import type { HttpRequest, HttpResponse } from '../../net/http';
import type { SendPhase } from '../../net/httpClient';
import { CancelledError } from '../../net/networkErrors';
import { listOf } from '../../flowlu/responses/listInJson';
import { arrayPieces } from '../jsonArray';
import { type ListReaderPorts, listReader } from './listReader';
import { firstPlace } from './pageUrl';
import { PartialListError, type PagingEnd } from './pagingPlace';
import { readPages } from './readPages';

/** More than anybody reads as text, and what a document takes well; beyond it is a file. */
const maxRecords = 10_000;
const maxBytes = 20_000_000;

export interface CombinedReading {
	readonly signal: AbortSignal;
	/** Records at most. */
	readonly max: number | undefined;
	readonly onPhase: (phase: SendPhase) => void;
	/** @param total records of the list as its first page says, where it does */
	readonly onPage: (records: number, total: number | undefined) => void;
}

/**
 * Every page of a list as one response: that of the first page, with all items in its list. What came before it is cancelled, or before a page that cannot
 * be read, is such a response too; its total then says that there are more.
 * @returns it is a `part` where it ends at the maximum, was cancelled or is `shortBy` an error: a PartialListError, or what reading a page failed with
 * @throws TooManyRecordsError, and what reading the first page throws
 */
export async function combinedResponse(
	request: HttpRequest,
	access: Access,
	{ signal, max, onPhase, onPage }: CombinedReading,
	ports: Pick<ListReaderPorts, 'flowlu' | 'yieldToEventLoop'>,
): Promise<CombinedResponse> {
	const responses: HttpResponse[] = [];
	const onResponse = (response: HttpResponse): void => {
		// Of the others only the time counts.
		responses.push(responses.length === 0 ? response : { ...response, body: new Uint8Array() });
	};
	const items: Uint8Array[] = [];
	let size = 0;
	let first: JsonText | undefined;
	const { end } = await readPages(
		{ url: request.url, from: firstPlace(request.url), max, signal },
		{
			readPage: listReader(request, { ...ports, access: () => Promise.resolve(access), onPhase, onResponse }),
			takeRecords: (json, taken, place) => {
				first ??= json;
				for (const { start, end: behind } of taken) {
					items.push(json.bytes.slice(start, behind));
					size += behind - start;
				}
				const wanted = Math.min(max ?? Infinity, place.totalAtStart ?? place.records);
				if (Math.max(wanted, place.records) > maxRecords) {
					throw new TooManyRecordsError(maxRecords, 'records');
				}
				if (size > maxBytes) {
					throw new TooManyRecordsError(maxBytes, 'bytes');
				}
				onPage(place.records, place.totalAtStart);
				return Promise.resolve();
			},
		},
	);
	const shortBy = shortfall(end);
	const [page] = responses;
	if (first === undefined || page === undefined) {
		throw shortBy === undefined ? new CancelledError() : shortBy.error;
	}
	const milliseconds = responses.reduce((sum, each) => sum + each.milliseconds, 0);
	const { status, statusText, headers } = page;
	const response = { status, statusText, headers: ofUtf8(headers), body: combinedBody(first, items), milliseconds };
	return { response, combined: end.kind === 'whole' ? 'whole' : 'part', ...(shortBy !== undefined && { shortBy }) };
}

/** Why there is less than was asked for, unless the user wanted no more. */
function shortfall(end: PagingEnd): CombinedResponse['shortBy'] {
	if (end.kind === 'paused') {
		return { error: end.error };
	}
	return end.kind === 'short' && end.because !== 'cancelled' ? { error: new PartialListError(end.because) } : undefined;
}

/** The text was read by its charset, and is UTF-8 now. */
function ofUtf8(headers: HttpResponse['headers']): HttpResponse['headers'] {
	return [
		...headers.filter(([name]) => name.toLowerCase() !== 'content-type'),
		['Content-Type', 'application/json; charset=utf-8'],
	];
}

/** The first page with all items in the place of its own, and their number in the place of its `count`. */
function combinedBody(json: JsonText, items: readonly Uint8Array[]): Uint8Array {
	const list = listOf(json);
	const count = findJsonValue(json, ['response', 'count']);
	const replaced = [
		...(list === undefined ? [] : [{ ...list, by: arrayPieces(items) }]),
		...(count === undefined ? [] : [{ ...count, by: [new TextEncoder().encode(String(items.length))] }]),
	].toSorted((one, other) => one.start - other.start);
	let done = 0;
	const pieces = replaced.map(({ start, end, by }) => {
		const before = json.bytes.subarray(done, start);
		done = end;
		return [before, ...by];
	});
	return joined([...pieces.flat(), json.bytes.subarray(done)]);
}
