import { cellKind, isEmptyCell, meaningOf } from '../../../records/table/cellText';
import type { ColumnFacts } from '../../../records/table/columnFacts';
import { orderedColumns, type ColumnLayout } from '../../../records/table/columnOrder';
import { filterRows } from '../../../records/table/rowFilter';
import { sortRows } from '../../../records/table/rowOrder';
import { RecordRows } from '../../../records/table/rows';
import type { OpenedTable, TableView } from '../pageMessages';
import { inSlices } from './slices';

/** A column as it is shown. */
export interface TableColumn {
	readonly name: string;
	/** In the rows. */
	readonly number: number;
	/** The name unless a custom field has another. */
	readonly title: string;
	readonly facts: ColumnFacts | undefined;
	/** Its values are amounts, which stand one below the other. */
	readonly isNumeric: boolean;
}

/** Records that are looked at to tell amounts from other numbers. */
const sampledRows = 50;

/** The records of a table, in which order and with which columns they are shown. */
export class TableModel {
	readonly rows = new RecordRows();
	layout: ColumnLayout;
	view: TableView;
	/** The records that are shown, unless all of them are as they came. */
	private order: Uint32Array | undefined;
	private readonly facts: ReadonlyMap<string, ColumnFacts>;
	private work = new AbortController();

	constructor(private readonly opened: OpenedTable) {
		this.layout = opened.layout;
		this.view = opened.view;
		this.facts = new Map(opened.facts.map(facts => [facts.name, facts]));
	}

	/** How many records are shown. */
	get length(): number {
		return this.order?.length ?? this.rows.length;
	}

	/** The number of the record in a row that is shown. */
	recordAt(row: number): number {
		return this.order?.[row] ?? row;
	}

	/** The numbers of the records in rows that are shown, whatever is sorted or left out after that; both ends included. */
	records(top: number, bottom: number): Uint32Array {
		const last = Math.min(bottom, this.length - 1);
		return Uint32Array.from({ length: Math.max(0, last - top + 1) }, (_, index) => this.recordAt(top + index));
	}

	/** Are all records shown, in the order in which they came? */
	get isAsItCame(): boolean {
		return !this.isFiltered && this.view.sort === undefined;
	}

	get isFiltered(): boolean {
		return this.view.filter.trim() !== '' || this.filtersByColumn().size > 0;
	}

	/** What is written into the filter of a column; empty where nothing is. A field may be called as what every object has. */
	columnFilter(name: string): string {
		const { columnFilters } = this.view;
		return Object.hasOwn(columnFilters, name) ? (columnFilters[name] ?? '') : '';
	}

	/** All columns in their order, with those that are hidden. */
	allColumns(): readonly TableColumn[] {
		const found = this.rows.columns.map(({ name }) => name);
		const known = this.opened.facts.map(({ name }) => name);
		const names = orderedColumns(found, known, this.layout);
		// The definitions of custom fields have columns of their own.
		const hasDefinitions = this.rows.columns.some(({ title }) => title !== undefined);
		return names.filter(name => !(hasDefinitions && name === 'customfields')).map(name => this.columnOf(name));
	}

	columns(): readonly TableColumn[] {
		const all = this.allColumns();
		const hidden = new Set(this.layout.hidden);
		const shown = all.filter(({ name }) => !hidden.has(name));
		return shown.length === 0 ? all.slice(0, 1) : shown;
	}

	/** Adds the records of a JSON array. */
	async append(bytes: Uint8Array): Promise<void> {
		await inSlices(this.rows.append(bytes));
	}

	/** Finds and sorts the records anew. @returns false where it was asked for again meanwhile */
	async arrange(): Promise<boolean> {
		this.work.abort();
		this.work = new AbortController();
		const { signal } = this.work;
		const { sort, filter } = this.view;
		const column = sort && this.rows.columnOf(sort.name);
		if (!this.isFiltered && column === undefined) {
			this.order = undefined;
			return true;
		}
		const columns = this.columns().map(({ number }) => number);
		const facts = this.rows.columns.map(({ name }) => this.facts.get(name));
		const meaning = (text: string, number: number) => meaningOf(text, facts[number], this.opened.texts);
		const looked = { everywhere: filter, byColumn: this.filtersByColumn() };
		const found = await inSlices(filterRows(this.rows, looked, columns, meaning), signal);
		const sorted =
			found === undefined || sort === undefined || column === undefined
				? found
				: await inSlices(sortRows(this.rows, found, { column, direction: sort.direction }), signal);
		if (sorted === undefined || signal.aborted) {
			return false;
		}
		this.order = sorted;
		return true;
	}

	private filtersByColumn(): ReadonlyMap<number, string> {
		const filters = Object.entries(this.view.columnFilters).flatMap(([name, text]) => {
			const number = this.rows.columnOf(name);
			return number === undefined || text.trim() === '' ? [] : [[number, text] as const];
		});
		return new Map(filters);
	}

	private columnOf(name: string): TableColumn {
		const number = this.rows.columnOf(name) ?? 0;
		const facts = this.facts.get(name);
		const title = facts?.title ?? this.rows.columns[number]?.title ?? name;
		return { name, number, title, facts, isNumeric: this.isNumeric(number, name, facts) };
	}

	private isNumeric(number: number, name: string, facts: ColumnFacts | undefined): boolean {
		if (facts !== undefined && facts.title === undefined) {
			return facts.kind === 'number';
		}
		const cells = Array.from({ length: Math.min(this.rows.length, sampledRows) }, (_, row) =>
			this.rows.cell(row, number),
		).filter(cell => !isEmptyCell(cell));
		return !/(?:^|_)id$/u.test(name) && cells.length > 0 && cells.every(cell => cellKind(cell) === 'number');
	}
}
