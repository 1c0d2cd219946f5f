import { cellText } from '../../../records/table/cellText';
import { copyText, type CopyFormat } from '../../../records/table/copyFormats';
import type { Cell } from '../../../records/table/rows';
import type { TableGrid } from './grid/tableGrid';
import { sizeOfSelection } from './grid/cellSelection';
import type { TableColumn, TableModel } from './tableModel';

/** The columns that the selection goes over. */
function selectedColumns(table: TableGrid): readonly TableColumn[] {
	const { left, right } = table.selected;
	return Array.from({ length: right - left + 1 }, (_, index) => table.columnAt(left + index)).filter(
		column => column !== undefined,
	);
}

/** What is selected as text, in steps: a single value as it is, without a name above it or a sign before it. */
export function* copiedText(format: CopyFormat, table: TableGrid, model: TableModel): Generator<void, string> {
	const columns = selectedColumns(table);
	if (format === 'tsv' && sizeOfSelection(table.selected) === 1) {
		const [cell] = selectedCells(table, model);
		return cellText(cell);
	}
	return yield* copyText(format, { names: columns.map(({ name }) => name), rows: rowsOf(table, model, columns) });
}

export function* selectedCells(table: TableGrid, model: TableModel): Generator<Cell | undefined> {
	for (const cells of rowsOf(table, model, selectedColumns(table))) {
		yield* cells;
	}
}

/** The cells of a column in all rows that are shown. */
export function* cellsOf(model: TableModel, { number }: TableColumn): Generator<Cell | undefined> {
	for (const record of model.records(0, model.length - 1)) {
		yield model.rows.cell(record, number);
	}
}

/** The ids of the selected rows, in their order; of a record without one, none. */
export function selectedIds({ selected }: TableGrid, model: TableModel): readonly string[] {
	const { rows } = model;
	const column = rows.columnOf('id');
	if (column === undefined) {
		return [];
	}
	const ids = Array.from(model.records(selected.top, selected.bottom), record => cellText(rows.cell(record, column)));
	return ids.filter(id => id !== '');
}

function* rowsOf(
	{ selected: { top, bottom } }: TableGrid,
	model: TableModel,
	columns: readonly TableColumn[],
): Generator<readonly (Cell | undefined)[]> {
	for (const record of model.records(top, bottom)) {
		yield columns.map(({ number }) => model.rows.cell(record, number));
	}
}
