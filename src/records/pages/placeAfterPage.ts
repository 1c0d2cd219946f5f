import type { JsonText } from '../../json/jsonText';
import { listOf } from '../../flowlu/responses/listInJson';
import { listItems, listTotals } from '../listItems';
import { asksForFirstPage, asksForOrderOfIds } from './pageUrl';
import type { PagingPlace, PagingWay } from './pagingPlace';
import { isGreater, isOrdinal, SeenIds } from './recordIds';

/**
 * Where to read on below the first page of a list that a request got as it is written. Undefined where nothing is left, or where it could not be told
 * whether a further page is one: each record needs an id of its own, and the response has to say how many there are.
 *
 * Ids above the last are asked for where the request itself wants that order; else the page numbers that follow, in the order and size that the first
 * page had.
 * @param url of the request, absolute
 */
export function placeAfterPage(url: string, json: JsonText): PagingPlace | undefined {
	const list = listOf(json);
	const { found, total = 0 } = listTotals(json);
	const all = found ?? total;
	const ids = Array.from(listItems(json), ({ id }) => id);
	const seen = new SeenIds();
	const areTold = ids.every(id => id !== undefined && seen.add(id));
	if (list === undefined || !asksForFirstPage(url) || ids.length === 0 || ids.length >= all || !areTold) {
		return undefined;
	}
	const way: PagingWay =
		asksForOrderOfIds(url) && areAscending(ids)
			? { kind: 'byId', isProven: false, last: ids.at(-1) ?? '' }
			: {
					kind: 'byNumber',
					because: 'ownOrder',
					page: 2,
					before: json.bytes.subarray(list.start, list.end),
					keepsLimit: true,
				};
	return {
		way,
		seen,
		records: ids.length,
		pages: 1,
		repeats: 0,
		twice: 0,
		pageSize: ids.length,
		totalAtStart: all,
		totalAtEnd: all,
	};
}

function areAscending(ids: readonly (string | undefined)[]): boolean {
	return ids.every((id, index) => {
		const before = ids[index - 1];
		return isOrdinal(id) && (index === 0 || (before !== undefined && isGreater(id, before)));
	});
}
