import type { Exchange } from '../../exchanges/exchange';
import { operationOf } from '../../flowlu/operation';
import { joined } from '../../net/decodedBody';
import { arrayPieces } from '../../records/jsonArray';
import { placeAfterPage } from '../../records/pages/placeAfterPage';
import type { PagingEnd, PagingPlace } from '../../records/pages/pagingPlace';
import { type PageReadingPorts, readNextPage } from '../../records/pages/readPages';
import type { Further } from './pageMessages';

/** Records and bytes that a table takes; beyond them is a file. */
const maxRecords = 10_000;
const maxBytes = 20_000_000;

export interface FurtherPagesPorts extends Pick<PageReadingPorts, 'readPage' | 'backoff'> {
	/** Shows records: a JSON array. */
	show(records: Uint8Array): Promise<void>;
	/** Says how far it is. */
	tell(further: Further): Promise<void>;
	/** Why there are no more, or why a page could not be read, in a sentence. */
	reasonFor(end: Extract<PagingEnd, { kind: 'short' | 'paused' }> | 'full'): string;
}

/** The pages of a list below the one that a table shows: read one at a time when they are asked for, and kept in memory as long as the table is open. */
export class FurtherPages {
	/** The records of each page as a JSON array. */
	readonly pages: Uint8Array[] = [];
	private place: PagingPlace | undefined;
	private told: Further;
	private reading: AbortController | undefined;

	constructor(
		private readonly exchange: Exchange,
		private readonly ports: FurtherPagesPorts,
	) {
		const { request, combined, reading } = exchange;
		const isPage = combined === undefined && operationOf(request).kind === 'list';
		this.place = isPage && reading.json !== undefined ? placeAfterPage(request.url, reading.json) : undefined;
		const total = this.place?.totalAtStart;
		this.told = { kind: this.place === undefined ? 'none' : 'more', text: '', ...(total !== undefined && { total }) };
	}

	/** How far it is. */
	get further(): Further {
		return this.told;
	}

	/** Reads the next page, unless one is being read or there is none. */
	async readNext(): Promise<void> {
		if (this.place === undefined || this.reading !== undefined) {
			return;
		}
		const reading = new AbortController();
		const { signal } = reading;
		this.reading = reading;
		try {
			await this.tell({ ...this.told, kind: 'loading', text: '' });
			const { place, end } = await readNextPage(
				{ url: this.exchange.request.url, from: this.place, signal },
				{
					...this.ports,
					takeRecords: async (json, items) => {
						const page = joined(arrayPieces(items.map(({ start, end: behind }) => json.bytes.subarray(start, behind))));
						this.pages.push(page);
						await this.ports.show(page);
					},
				},
			);
			this.place = place;
			this.reading = undefined;
			await this.tell(this.stateAt(place, end));
		} finally {
			// Whoever is told that there is more may have asked for it already.
			this.reading = this.reading === reading ? undefined : this.reading;
		}
	}

	/** Cancels the page that is being read; it can be asked for again. */
	stop(): void {
		this.reading?.abort();
	}

	private stateAt(place: PagingPlace, ended: PagingEnd | undefined): Further {
		const end = ended ?? endAt(place);
		const { records, totalAtStart = records } = place;
		// What the first page said is better than nothing.
		const total = place.totalAtEnd ?? Math.max(totalAtStart, records);
		if (end === undefined || (end.kind === 'short' && end.because === 'cancelled')) {
			const bytes = this.pages.reduce((sum, page) => sum + page.length, 0);
			const isFull = records >= maxRecords || bytes >= maxBytes;
			this.place = isFull ? undefined : place;
			return isFull ? { kind: 'short', text: this.ports.reasonFor('full'), total } : { kind: 'more', text: '', total };
		}
		if (end.kind === 'paused') {
			return { kind: 'failed', text: this.ports.reasonFor(end), total };
		}
		this.place = undefined;
		return end.kind === 'short'
			? { kind: 'short', text: this.ports.reasonFor(end), total }
			: { kind: 'none', text: '', total: records };
	}

	private async tell(further: Further): Promise<void> {
		this.told = further;
		await this.ports.tell(further);
	}
}

/** As many as the server says there are need no other page to be the last. */
function endAt({ way, records, totalAtEnd, twice, hasChanged }: PagingPlace): PagingEnd | undefined {
	if (totalAtEnd === undefined || records < totalAtEnd) {
		return undefined;
	}
	const mayMissSome = way.kind === 'byNumber' && (twice > 0 || hasChanged === true);
	return mayMissSome ? { kind: 'short', because: 'changed' } : { kind: 'whole' };
}
