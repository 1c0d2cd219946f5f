import { withColumnMoved, withColumnsShown, withPinned } from '../../../records/table/columnOrder';
import type { ColumnChoice } from '../pageMessages';
import type { TableGrid } from './grid/tableGrid';
import type { TableModel } from './tableModel';

/** Cells count from the number of the row, which stays the first. @returns whether there is such a place */
export function moveColumn(table: TableGrid, model: TableModel, { cell, to }: { cell: number; to: number }): boolean {
	const shown = namesOf(model.columns());
	if (cell < 1 || cell > shown.length || to < 1 || to > shown.length) {
		return false;
	}
	model.layout = withColumnMoved(model.layout, { all: namesOf(model.allColumns()), shown }, cell - 1, to - 1);
	table.redrawAround(to);
	return true;
}

/** Keeps a column at the left, or lets it go. */
export function pinColumn(table: TableGrid, model: TableModel, name: string, isPinned: boolean): void {
	model.layout = withPinned(model.layout, name, isPinned);
	table.redrawAround(1 + model.columns().findIndex(column => column.name === name));
}

export function showColumns(table: TableGrid, model: TableModel, names: readonly string[]): void {
	model.layout = withColumnsShown(model.layout, namesOf(model.allColumns()), names);
	table.redraw();
}

export function columnChoices(model: TableModel): readonly ColumnChoice[] {
	const shown = new Set(namesOf(model.columns()));
	return model.allColumns().map(({ name, title }) => ({ name, title, isShown: shown.has(name) }));
}

function namesOf(columns: readonly { readonly name: string }[]): string[] {
	return columns.map(({ name }) => name);
}
