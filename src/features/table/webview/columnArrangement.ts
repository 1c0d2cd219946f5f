import type { ColumnLayout } from '../../../records/table/columnOrder';
import type { ColumnChoice } from '../pageMessages';
import type { TableGrid } from './grid/tableGrid';
import type { TableModel } from './tableModel';

/** How the columns are arranged now; those that are hidden keep their place behind the others. */
export function currentLayout(table: TableGrid, model: TableModel): ColumnLayout {
	const { names, widths } = table.arrangement();
	const { order, hidden, pinned, widths: before } = model.layout;
	const usual = model.allColumns().map(({ name }) => name);
	const isMoved = order.length > 0 || names.join('\n') !== usual.filter(name => names.includes(name)).join('\n');
	return {
		order: isMoved ? [...names, ...usual.filter(name => !names.includes(name))] : [],
		hidden,
		pinned,
		widths: { ...before, ...widths },
	};
}

/** Cells count from the number of the row, which stays the first. Among pinned columns it is pinned, among others it is not. @returns whether there is such a place */
export function moveColumn(table: TableGrid, model: TableModel, { cell, to }: { cell: number; to: number }): boolean {
	const names = model.columns().map(({ name }) => name);
	if (cell < 1 || to < 1 || to > names.length) {
		return false;
	}
	const [name = ''] = names.splice(cell - 1, 1);
	names.splice(to - 1, 0, name);
	const { pinned } = model.layout;
	const pinnedCells = model.columns().filter(column => pinned.includes(column.name)).length;
	model.layout = { ...model.layout, order: names, pinned: withName(pinned, name, to <= pinnedCells) };
	table.active = { ...table.active, cell: to };
	table.redraw();
	return true;
}

/** Keeps a column at the left, or lets it go. */
export function pinColumn(table: TableGrid, model: TableModel, name: string, isPinned: boolean): void {
	model.layout = { ...model.layout, pinned: withName(model.layout.pinned, name, isPinned) };
	const cell = 1 + model.columns().findIndex(column => column.name === name);
	table.active = { ...table.active, cell };
	table.redraw();
}

function withName(names: readonly string[], name: string, isIn: boolean): readonly string[] {
	const others = names.filter(other => other !== name);
	return isIn ? [...others, name] : others;
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
