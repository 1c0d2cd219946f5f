import type { JsonText } from '../../json/jsonText';
import { listOf } from '../../flowlu/responses/listInJson';
import { type ListItem, listItems, type ListTotals, listTotals } from '../listItems';
import { maxPageSize } from './pageUrl';
import { PageOrderError, type PageNumberReason, type PagingEnd, type PagingPlace, type PagingWay } from './pagingPlace';
import { isGreater, isOrdinal, SeenIds } from './recordIds';

/** What a page brings. */
export interface TakenPage {
	/** Where to go on. */
	readonly place: PagingPlace;
	/** Its records, without those that came before. */
	readonly items: readonly ListItem[];
	/** Absent where another page is to be read. */
	readonly end?: PagingEnd;
}

interface Page {
	readonly items: readonly ListItem[];
	readonly totals: ListTotals;
	/** Of the list, brackets included. */
	readonly bytes: Uint8Array;
}

/**
 * Takes the page that was asked for at a place: checks that it follows what came before, leaves out what came already, and tells whether it is the last.
 * @param json a list response
 * @param isFiltered by the request itself
 */
export function takePage(place: PagingPlace, json: JsonText, isFiltered: boolean): TakenPage {
	const list = listOf(json);
	const bytes = list === undefined ? new Uint8Array() : json.bytes.subarray(list.start, list.end);
	const page: Page = { items: [...listItems(json)], totals: listTotals(json), bytes };
	const counted = count(place, page, isFiltered);
	return place.way.kind === 'byId'
		? takeById(counted, place.way, page, isFiltered)
		: takeByNumber(counted, place.way, page, isFiltered);
}

function count(place: PagingPlace, { items, totals }: Page, isFiltered: boolean): PagingPlace {
	const { totalAtEnd, ...rest } = place;
	const pageSize = Math.max(place.pageSize, items.length);
	return withTotal(
		{ ...rest, pages: place.pages + 1, pageSize },
		wholeTotal(place.way, totals, isFiltered),
		totalAtEnd,
	);
}

/** @param before of the last page that told it */
function withTotal(place: PagingPlace, total: number | undefined, before: number | undefined): PagingPlace {
	return total === undefined
		? place
		: {
				...place,
				totalAtStart: place.totalAtStart ?? total,
				totalAtEnd: total,
				hasChanged: place.hasChanged === true || total !== (before ?? place.totalAtStart ?? total),
			};
}

/** How many records the whole list has, where a page of it tells: a page that is filtered by id counts only what is left of it. */
function wholeTotal(way: PagingWay, { total, found }: ListTotals, isFiltered: boolean): number | undefined {
	if (way.kind === 'byNumber' || way.last === undefined) {
		return exactTotal({ found, total }, isFiltered);
	}
	return !isFiltered && found !== undefined && total !== undefined && total > found ? total : undefined;
}

/** A total without the number that was found counts what the request's own filter leaves out. */
function exactTotal({ total, found }: ListTotals, isFiltered: boolean): number | undefined {
	return found ?? (isFiltered ? undefined : total);
}

function takeById(place: PagingPlace, way: PagingWay & { kind: 'byId' }, page: Page, isFiltered: boolean): TakenPage {
	const { items } = page;
	const { last } = way;
	if (!follows(items, last)) {
		if (way.isProven) {
			return { place, items: [], end: { kind: 'paused', error: new PageOrderError(place.pages) } };
		}
		const because = !items.every(({ id }) => isOrdinal(id))
			? 'noIds'
			: isOrdered(items)
				? 'filterIgnored'
				: 'orderIgnored';
		return goOnByNumber(place, because, page, isFiltered);
	}
	const { seen, ...rest } = place;
	const isProven = last !== undefined && items.length > 0;
	if (!isProven) {
		// The next page may be the same, and then these are to be known again.
		items.forEach(({ id }) => id !== undefined && seen?.add(id));
	}
	const greatest = items.at(-1)?.id ?? last;
	const next: PagingPlace = {
		...(isProven ? rest : place),
		way: { kind: 'byId', isProven: way.isProven || isProven, ...(greatest !== undefined && { last: greatest }) },
		records: place.records + items.length,
	};
	const left = last === undefined ? (page.totals.found ?? page.totals.total) : page.totals.found;
	return { place: next, items, ...(isLast(place, page, left, items.length) && { end: { kind: 'whole' } }) };
}

/** What came is the first page, so the next page to read is number 2, whatever was asked for. */
function goOnByNumber(place: PagingPlace, because: PageNumberReason, page: Page, isFiltered: boolean): TakenPage {
	const left = page.totals.found ?? page.totals.total;
	const exact = exactTotal(page.totals, isFiltered);
	const { place: next, items } = takeFresh(withTotal(place, exact, place.totalAtStart), page);
	return {
		// That it came again is no record that moved.
		place: { ...next, twice: place.twice, way: { kind: 'byNumber', because, page: 2, before: page.bytes } },
		items,
		...(isLast(place, page, left, next.records) && { end: { kind: 'whole' } }),
	};
}

function takeByNumber(
	place: PagingPlace,
	way: PagingWay & { kind: 'byNumber' },
	page: Page,
	isFiltered: boolean,
): TakenPage {
	const { place: counted, items } = takeFresh(place, page);
	const { found, total } = page.totals;
	const exact = exactTotal(page.totals, isFiltered);
	const next: PagingPlace = { ...counted, way: { ...way, page: way.page + 1, before: page.bytes } };
	const isRepeated = page.items.length > 0 && (items.length === 0 || areSame(page.bytes, way.before));
	if (isRepeated) {
		// Of a page without ids nothing tells what is new in it but that it is another.
		const isAll = exact !== undefined && place.records >= exact && items.length === 0;
		return {
			place: items.length > 0 ? { ...place, way: next.way } : next,
			items: [],
			end: isAll ? endByNumber(next, exact) : { kind: 'short', because: 'pageIgnored' },
		};
	}
	const said = way.page === 1 ? (found ?? total) : exact;
	return { place: next, items, ...(isLast(place, page, said, next.records) && { end: endByNumber(next, exact) }) };
}

/** Only what is shown to have lost nothing is called whole. */
function endByNumber({ records, twice, hasChanged }: PagingPlace, exact: number | undefined): PagingEnd {
	if (exact !== undefined && records < exact) {
		return { kind: 'short', because: 'fewerThanTotal' };
	}
	return hasChanged === true || twice > 0 ? { kind: 'short', because: 'changed' } : { kind: 'whole' };
}

function takeFresh(place: PagingPlace, { items }: Page): TakenPage {
	const seen = place.seen ?? new SeenIds();
	const fresh = items.filter(({ id }) => id === undefined || seen.add(id));
	const known = items.length - fresh.length;
	return {
		place: { ...place, seen, records: place.records + fresh.length, twice: place.twice + known },
		items: fresh,
	};
}

/**
 * An empty page, or one that is shorter than another was. Of the first page nobody knows whether the server gives as many as were asked for.
 * @param said how many there are by what the page says, of which `taken` have come
 */
function isLast({ pages, pageSize }: PagingPlace, { items }: Page, said: number | undefined, taken: number): boolean {
	if (items.length === 0) {
		return true;
	}
	if (pages === 1) {
		return items.length < maxPageSize && said !== undefined && said <= taken;
	}
	return items.length < pageSize && (said === undefined || said <= taken);
}

function follows(items: readonly ListItem[], last: string | undefined): boolean {
	const [first] = items;
	return (
		items.every(({ id }) => isOrdinal(id)) &&
		isOrdered(items) &&
		(last === undefined || first?.id === undefined || isGreater(first.id, last))
	);
}

function isOrdered(items: readonly ListItem[]): boolean {
	return items.every(({ id }, index) => {
		const before = items[index - 1]?.id;
		return before === undefined || (id !== undefined && isGreater(id, before));
	});
}

function areSame(bytes: Uint8Array, before: Uint8Array | undefined): boolean {
	return bytes.length === before?.length && bytes.every((byte, index) => byte === before[index]);
}
