import type { JsonText } from '../../json/jsonText';
import { CancelledError } from '../../net/networkErrors';
import { countDown } from '../../net/retry';
import type { ListItem } from '../listItems';
import { isFiltered, pageUrl } from './pageUrl';
import type { PagingEnd, PagingPlace } from './pagingPlace';
import { takePage } from './takePage';

/** What came of asking for one page; `repeats` counts the requests that were sent again for it. */
export type PageOutcome =
	| { readonly kind: 'list'; readonly json: JsonText; readonly repeats: number }
	/** The server says, in the body of a response that is no error by its status, that there are too many requests. */
	| { readonly kind: 'busy'; readonly error: Error; readonly repeats: number }
	/** No list came, after all repetitions. */
	| { readonly kind: 'failed'; readonly error: unknown; readonly repeats: number };

export interface PageReadingPorts {
	/** @throws CancelledError when the signal fires */
	readPage(url: string, signal: AbortSignal): Promise<PageOutcome>;
	/** Takes the new records of a page; the next page is asked for when it is done. What it throws ends the reading. */
	takeRecords(json: JsonText, items: readonly ListItem[], place: PagingPlace): Promise<void>;
	/** Milliseconds before a page is asked for again while the server is busy; as many repetitions as there are pauses. */
	readonly backoff?: readonly number[];
}

export interface PageReading {
	/** Of the list, absolute and without a credential. */
	readonly url: string;
	/** Where it begins, or goes on. */
	readonly from: PagingPlace;
	/** Records to read at most. */
	readonly max?: number | undefined;
	readonly signal: AbortSignal;
}

export interface ReadPages {
	readonly place: PagingPlace;
	readonly end: PagingEnd;
}

const usualBackoff: readonly number[] = [1000, 2000, 4000];

/** Reads the pages of a list one after the other, until there are no more or it cannot go on. What came before that was given on. */
export async function readPages(reading: PageReading, ports: PageReadingPorts): Promise<ReadPages> {
	const { max = Infinity } = reading;
	let place = reading.from;
	while (place.records < max) {
		const read = await readNextPage({ ...reading, from: place }, ports);
		if (read.end !== undefined) {
			return { place: read.place, end: read.end };
		}
		({ place } = read);
	}
	return { place, end: { kind: 'max' } };
}

/** Reads the page that is next at a place and gives its records on. @returns where to go on; with an end where there is no more, or it cannot be read */
export async function readNextPage(
	{ url, from, max = Infinity, signal }: PageReading,
	ports: PageReadingPorts,
): Promise<Pick<ReadPages, 'place'> & Partial<ReadPages>> {
	const outcome = await pageAt(pageUrl(url, from, max), signal, ports);
	if (outcome === 'cancelled') {
		return { place: from, end: { kind: 'short', because: 'cancelled' } };
	}
	const repeats = from.repeats + outcome.repeats;
	if (outcome.kind !== 'list') {
		return { place: { ...from, repeats }, end: { kind: 'paused', error: outcome.error } };
	}
	const taken = takePage({ ...from, repeats }, outcome.json, isFiltered(url));
	const items = taken.items.slice(0, max - from.records);
	const isCut = items.length < taken.items.length;
	const place = isCut ? placeAt(taken.place, items, max) : taken.place;
	await ports.takeRecords(outcome.json, items, place);
	return { place, ...(taken.end !== undefined && !isCut && { end: taken.end }) };
}

/** Where to go on behind records that are not all of their page. */
function placeAt({ way, ...place }: PagingPlace, items: readonly ListItem[], records: number): PagingPlace {
	const last = items.at(-1)?.id;
	return { ...place, records, way: way.kind === 'byId' && last !== undefined ? { ...way, last } : way };
}

/** A server that is busy is asked again after each pause. */
async function pageAt(url: string, signal: AbortSignal, ports: PageReadingPorts): Promise<PageOutcome | 'cancelled'> {
	const { backoff = usualBackoff } = ports;
	try {
		for (let repeats = 0, attempt = 0; ; attempt++) {
			const outcome = await ports.readPage(url, signal);
			repeats += outcome.repeats;
			const pause = backoff[attempt];
			if (outcome.kind !== 'busy' || pause === undefined) {
				return { ...outcome, repeats };
			}
			repeats++;
			await countDown(pause, signal, () => undefined);
		}
	} catch (error) {
		if (error instanceof CancelledError) {
			return 'cancelled';
		}
		throw error;
	}
}
