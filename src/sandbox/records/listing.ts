import { customFieldsOf, describeCustomFields } from './customFields';
import type { Database } from './database';
import type { Row } from './fields';
import { compare, readFilters, readSearch } from './filters';
import { generatedPage, generatedRecords } from './generated';
import type { SandboxSwitches } from '../sandboxOptions';
import { lastValue, type Parameters } from '../sentParameters';
import type { Table } from './table';

/** The `response` of a list: how many records there are, and one page of them. */
export interface Listing {
	/** Before search and filters. */
	readonly total?: number;
	/** After them. */
	readonly total_result?: number;
	readonly page: number;
	/** Of this page: what a client reads here is not documented. */
	readonly count: number;
	readonly items: readonly Readonly<Record<string, unknown>>[];
}

/** Fields that a list is sorted by; further ones count for nothing. */
const maxOrders = 10;

export function listRecords(
	{ database, switches }: { readonly database: Database; readonly switches: SandboxSwitches },
	table: Table,
	query: Parameters,
): Listing {
	const page = switches.ignorePages === true ? 1 : (wholeNumber(lastValue(query, 'page')) ?? 1);
	const limit = pageSize(query, switches);
	const { all, found, rows } = pageOf({ database, switches }, table, query, { page, limit });
	const items = rows.map(presenter(database, table, query));
	return {
		...(switches.omitTotal === true ? {} : { total: switches.totalAfterFilters === true ? found : all }),
		...(switches.omitTotalResult === true ? {} : { total_result: found }),
		page,
		count: items.length,
		items,
	};
}

interface FoundPage {
	/** Records before search and filters. */
	readonly all: number;
	/** After them. */
	readonly found: number;
	readonly rows: readonly Row[];
}

function pageOf(
	{ database, switches }: { readonly database: Database; readonly switches: SandboxSwitches },
	table: Table,
	query: Parameters,
	{ page, limit }: { readonly page: number; readonly limit: number },
): FoundPage {
	const rows = table.all();
	const { module, entity } = table.entity;
	const generated = switches.generated?.[`${module}/${entity}`];
	if (generated !== undefined) {
		const ignoresFilters = switches.ignoreFilters === true;
		const shown = generatedPage(generatedRecords(generated, rows), query, { page, limit, ignoresFilters });
		return { all: generated, ...shown };
	}
	const customFields = customFieldsOf(database, table.entity);
	const fieldNames = new Set(table.entity.fields.map(({ name }) => name));
	const fits = readFilters(query, { fieldNames, customFields });
	const found = readSearch(lastValue(query, 'search') ?? '');
	const filtered = rows.filter(row => {
		const candidate = { row, tags: database.tagsOf(row) };
		return switches.ignoreFilters === true || (fits(candidate) && found(candidate));
	});
	const sorted = switches.ignoreSorting === true ? oddIdsFirst(filtered) : sort(filtered, query);
	return { all: rows.length, found: filtered.length, rows: sorted.slice((page - 1) * limit, page * limit) };
}

/** Shows rows as their entity does: in the catalog's order, custom fields last, only `fields=` where these are asked for. */
export function presenter(
	database: Database,
	{ entity }: Table,
	query: Parameters,
): (row: Readonly<Row>) => Readonly<Record<string, unknown>> {
	const customFields = customFieldsOf(database, entity);
	const names = [...entity.fields.map(({ name }) => name), ...customFields.map(({ key }) => key)];
	// templates_access has no id in any source, yet get and delete need one.
	const shown = names.includes('id') ? names : ['id', ...names];
	const wanted = lastValue(query, 'fields')?.split(',');
	const kept = wanted === undefined ? shown : shown.filter(name => wanted.includes(name));
	const isDescribed = lastValue(query, 'customfields') === '1' && customFields.length > 0;
	return row => {
		const values = Object.fromEntries(kept.map(name => [name, row[name] ?? null]));
		return isDescribed ? describeCustomFields(values, customFields) : values;
	};
}

/** Cut to the maximum; what the real server does above it, or with 0, is not known. */
function pageSize(query: Parameters, { defaultLimit = 50, maximumLimit = 100 }: SandboxSwitches): number {
	return Math.min(wholeNumber(lastValue(query, 'limit')) ?? defaultLimit, maximumLimit);
}

function wholeNumber(text: string | undefined): number | undefined {
	return text !== undefined && /^[1-9]\d{0,8}$/u.test(text) ? Number(text) : undefined;
}

/** An order that no client can take for one by id, and that is the same for every page. */
function oddIdsFirst(rows: readonly Row[]): readonly Row[] {
	const isOdd = ({ id }: Row) => Number(id) % 2 === 1;
	return [...rows.filter(isOdd), ...rows.filter(row => !isOdd(row))];
}

function sort(rows: readonly Row[], query: Parameters): readonly Row[] {
	const orders = query.flatMap(([name, field]) => {
		const direction = /^order_by\[(?<direction>asc|desc)\]\[\d*\]$/u.exec(name)?.groups?.['direction'];
		return direction === undefined ? [] : [{ field, sign: direction === 'asc' ? 1 : -1 }];
	});
	const counting = orders.slice(0, maxOrders);
	return rows.toSorted((left, right) => {
		for (const { field, sign } of counting) {
			const difference = compare(textOf(left, field), textOf(right, field));
			if (difference !== 0) {
				return sign * difference;
			}
		}
		return 0;
	});
}

function textOf(row: Row, field: string): string {
	return Object.hasOwn(row, field) ? String(row[field] ?? '') : '';
}
