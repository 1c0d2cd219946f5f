import type { ColumnLayout } from '../../../records/table/columnOrder';
import type { ColumnChoice } from '../pageMessages';
import type { TableGrid } from './grid/tableGrid';
import type { TableModel } from './tableModel';

/** How the columns are arranged now; those that are hidden keep their place behind the others. */
export function currentLayout(table: TableGrid, model: TableModel): ColumnLayout {
	const { names, widths } = table.arrangement();
	const { order, hidden, widths: before } = model.layout;
	const usual = model.allColumns().map(({ name }) => name);
	const isMoved = order.length > 0 || names.join('\n') !== usual.filter(name => names.includes(name)).join('\n');
	return {
		order: isMoved ? [...names, ...usual.filter(name => !names.includes(name))] : [],
		hidden,
		widths: { ...before, ...widths },
	};
}

/** Cells count from the number of the row, which stays the first. @returns whether there is such a place */
export function moveColumn(table: TableGrid, model: TableModel, { cell, to }: { cell: number; to: number }): boolean {
	const names = model.columns().map(({ name }) => name);
	if (cell < 1 || to < 1 || to > names.length) {
		return false;
	}
	const [name = ''] = names.splice(cell - 1, 1);
	names.splice(to - 1, 0, name);
	model.layout = { ...model.layout, order: names };
	table.active = { ...table.active, cell: to };
	table.redraw();
	return true;
}

export function showColumns(table: TableGrid, model: TableModel, names: readonly string[]): void {
	const hidden = model.allColumns().filter(({ name }) => !names.includes(name));
	model.layout = { ...model.layout, hidden: hidden.map(({ name }) => name) };
	table.redraw();
}

export function columnChoices(model: TableModel): readonly ColumnChoice[] {
	const shown = new Set(model.columns().map(({ name }) => name));
	return model.allColumns().map(({ name, title }) => ({ name, title, isShown: shown.has(name) }));
}
