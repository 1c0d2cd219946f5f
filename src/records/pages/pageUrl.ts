import { encodeParameters } from '../../flowlu/parameters';
import { parameterKey, parametersIn } from '../../net/sentNames';
import { SeenIds } from './recordIds';
import type { PagingPlace, PagingWay } from './pagingPlace';

/** Records that a page has at most, by the documentation. */
export const maxPageSize = 100;

/** Where reading all pages of a list begins. @param url of the list, absolute */
export function firstPlace(url: string): PagingPlace {
	const nothing = { records: 0, pages: 0, repeats: 0, twice: 0, pageSize: 0, seen: new SeenIds() };
	return { ...nothing, way: wayFor(url) };
}

/** Has the list fewer records than its entity, for what the request says? */
export function isFiltered(url: string): boolean {
	return partsOf(url).some(({ key, value }) => key === 'filter' || (key === 'search' && value !== ''));
}

/** The address of the page that is next. */
export function pageUrl(url: string, { way, records }: PagingPlace, max = Infinity): string {
	const isById = way.kind === 'byId';
	const isOrdered = !isById && way.because === 'ownOrder';
	const keepsLimit = !isById && way.keepsLimit === true;
	const own = partsOf(url).filter(
		({ key }) => key !== 'page' && (keepsLimit || key !== 'limit') && (isOrdered || key !== 'order_by'),
	);
	const added = encodeParameters({
		// The order of the others is the server's own, which may be another for each page.
		order_by: isOrdered ? undefined : { asc: ['id'] },
		filter: isById && way.last !== undefined ? { id: `{"type":"more","value":${way.last}}` } : undefined,
		limit: keepsLimit ? undefined : records === 0 ? Math.min(max, maxPageSize) : maxPageSize,
		page: isById ? undefined : way.page,
	});
	const { origin, pathname } = new URL(url);
	return `${origin}${pathname}?${[...own.map(({ text }) => text), added].join('&')}`;
}

/** Is it the beginning of the list that the request asks for, in pages of a size that the documentation knows? */
export function asksForFirstPage(url: string): boolean {
	return partsOf(url).every(
		({ key, value }) => (key !== 'page' || value === '1') && (key !== 'limit' || isCount(value)),
	);
}

/** Does the request itself ask for the order of ids, and for no ids in particular? */
export function asksForOrderOfIds(url: string): boolean {
	return wayFor(url).kind === 'byId' && partsOf(url).some(({ key }) => key === 'order_by');
}

function isCount(text: string): boolean {
	return /^[1-9]\d*$/u.test(text);
}

function wayFor(url: string): PagingWay {
	const parts = partsOf(url);
	const orders = parts.filter(({ key }) => key === 'order_by');
	if (orders.some(({ name, value }) => !/^order_by\[asc\]\[0?\]$/u.test(name) || value !== 'id') || orders.length > 1) {
		return { kind: 'byNumber', because: 'ownOrder', page: 1 };
	}
	return parts.some(({ name, key }) => key === 'filter' && /^\s*filter\s*\[\s*id\s*\]/iu.test(name))
		? { kind: 'byNumber', because: 'ownIdFilter', page: 1 }
		: { kind: 'byId', isProven: false };
}

interface QueryPart {
	/** As it stands in the address. */
	readonly text: string;
	/** Decoded. */
	readonly name: string;
	readonly value: string;
	/** The variable that the server makes of it. */
	readonly key: string;
}

function partsOf(url: string): readonly QueryPart[] {
	return new URL(url).search
		.slice(1)
		.split('&')
		.flatMap(text => {
			const [parameter] = parametersIn(text);
			return parameter === undefined
				? []
				: [{ text, name: parameter[0], value: parameter[1], key: parameterKey(parameter[0]) }];
		});
}
