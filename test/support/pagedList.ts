import { readJson, type JsonText } from '../../src/json/jsonText';
import { textAt } from '../../src/json/values';
import type { PageOutcome, PageReading, PageReadingPorts, ReadPages } from '../../src/records/pages/readPages';
import { readPages } from '../../src/records/pages/readPages';
import { firstPlace } from '../../src/records/pages/pageUrl';

/** What a list does that it should not, or leaves out. */
export interface ListFaults {
	readonly ignoresFilter?: boolean;
	readonly ignoresOrder?: boolean;
	readonly ignoresPage?: boolean;
	/** Records a page, whatever is asked for. */
	readonly limit?: number;
	readonly omitsFound?: boolean;
	readonly omitsTotal?: boolean;
	readonly totalAfterFilters?: boolean;
	readonly idsAsText?: boolean;
	readonly totalsAsText?: boolean;
	readonly omitsIds?: boolean;
	/** These readings get no list, counted from 1. */
	readonly fails?: readonly number[];
	readonly isBusy?: readonly number[];
}

export const listUrl = 'http://127.0.0.1:1/api/v1/module/crm/lead/list';

/** A list in memory that may change between its pages, with the port that reads them. */
export class PagedList {
	readonly asked: string[] = [];

	/** @param ids in the order that the server has them where none is asked for */
	constructor(
		public ids: readonly number[],
		public faults: ListFaults = {},
		/** Called before each page after the first. */
		private readonly change: (list: PagedList) => void = () => undefined,
	) {}

	readonly readPage = (url: string): Promise<PageOutcome> => {
		this.asked.push(decodeURIComponent(url.slice(url.indexOf('?') + 1)));
		const reading = this.asked.length;
		if (reading > 1) {
			this.change(this);
		}
		const error = new Error(`reading ${reading}`);
		if (this.faults.fails?.includes(reading) === true) {
			return Promise.resolve({ kind: 'failed', error, repeats: 3 });
		}
		return Promise.resolve(
			this.faults.isBusy?.includes(reading) === true
				? { kind: 'busy', error, repeats: 0 }
				: { kind: 'list', json: jsonOf(this.page(new URL(url).searchParams)), repeats: 0 },
		);
	};

	/** Reads all pages. @returns the ids that were given on with how it ended */
	async read(
		options: Partial<PageReading> = {},
		takeRecords?: PageReadingPorts['takeRecords'],
	): Promise<ReadPages & { readonly ids: readonly string[] }> {
		const ids: string[] = [];
		const { url = listUrl } = options;
		const read = await readPages(
			{ url, from: firstPlace(url), signal: new AbortController().signal, ...options },
			{
				readPage: this.readPage,
				backoff: [0, 0],
				takeRecords: async (json, items, place) => {
					ids.push(...items.map(({ id, ...span }) => id ?? textAt(json.bytes, span)));
					await takeRecords?.(json, items, place);
				},
			},
		);
		return { ...read, ids };
	}

	private page(parameters: URLSearchParams): string {
		const { ignoresFilter, ignoresOrder, ignoresPage, limit = 100, idsAsText, omitsIds } = this.faults;
		const ordered = parameters.get('order_by[asc][]') === 'id' && ignoresOrder !== true;
		const all = ordered ? this.ids.toSorted((one, other) => one - other) : this.ids;
		const more = /"value":(?<id>\d+)/u.exec(parameters.get('filter[id]') ?? '')?.groups?.['id'];
		const found = more === undefined || ignoresFilter === true ? all : all.filter(id => id > Number(more));
		const size = Math.min(Number(parameters.get('limit') ?? 50), limit);
		const first = ignoresPage === true ? 0 : (Number(parameters.get('page') ?? 1) - 1) * size;
		const items = found
			.slice(first, first + size)
			.map(id => (omitsIds === true ? { name: `n${id}` } : { id: idsAsText === true ? String(id) : id }));
		const total = (count: number) => (this.faults.totalsAsText === true ? String(count) : count);
		return JSON.stringify({
			response: {
				...(this.faults.omitsTotal !== true && {
					total: total(this.faults.totalAfterFilters === true ? found.length : all.length),
				}),
				...(this.faults.omitsFound !== true && { total_result: total(found.length) }),
				items,
			},
		});
	}
}

export function jsonOf(text: string): JsonText {
	const { value } = readJson(new TextEncoder().encode(text), Infinity).next();
	if (value === undefined || !('bytes' in value)) {
		throw new Error(`No JSON: ${text}`);
	}
	return value;
}

/** From 1. */
export function idsUpTo(count: number): readonly number[] {
	return Array.from({ length: count }, (_, index) => index + 1);
}
