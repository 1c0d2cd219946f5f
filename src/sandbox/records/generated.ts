import type { Row } from './fields';
import { compare } from './filters';
import type { Parameters } from '../sentParameters';

/** Records that are made as they are asked for, and never held: the ids are the whole numbers from 1. */
export interface GeneratedRecords {
	readonly count: number;
	/** The record of an id. */
	readonly rowOf: (id: number) => Row;
}

/** Like the records that there are, in turn, each with an id and, where it has one, a name of its own. */
export function generatedRecords(count: number, like: readonly Row[]): GeneratedRecords {
	return {
		count,
		rowOf: id => {
			const row = like[id % like.length] ?? {};
			const name = row['name'];
			return { ...row, id, ...(typeof name === 'string' && { name: `${name} ${id}` }) };
		},
	};
}

/** Those above and below the ids of the query: no other filter, and no order but that of ids, counts for generated records. */
export function generatedPage(
	{ count, rowOf }: GeneratedRecords,
	query: Parameters,
	{ page, limit, ignoresFilters }: { readonly page: number; readonly limit: number; readonly ignoresFilters: boolean },
): { readonly found: number; readonly rows: readonly Row[] } {
	let first = 1;
	let last = count;
	for (const [, value] of ignoresFilters ? [] : query.filter(([name]) => name === 'filter[id]')) {
		const { type, id = '' } = /^\{"type":"(?<type>more|less)","value":"?(?<id>\d+)"?\}$/u.exec(value)?.groups ?? {};
		if (type === 'more' && compare(id, String(first - 1)) > 0) {
			first = Number(id) + 1;
		} else if (type === 'less' && compare(id, String(last + 1)) < 0) {
			last = Number(id) - 1;
		}
	}
	const found = Math.max(0, last - first + 1);
	const start = first + (page - 1) * limit;
	const length = Math.max(0, Math.min(limit, last - start + 1));
	return { found, rows: Array.from({ length }, (_, index) => rowOf(start + index)) };
}
