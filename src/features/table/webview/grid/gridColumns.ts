import type { Column } from 'slickgrid';
import type { PageTexts } from '../../pageTexts';
import type { TableColumn, TableModel } from '../tableModel';
import { cellContent } from './cellContent';
import type { ColumnWidths } from './columnWidths';
import type { RowItem } from './recordGrid';

/** The columns as the grid takes them, behind the one with the numbers of the rows. */
export function gridColumns(
	columns: readonly TableColumn[],
	{ rows }: Pick<TableModel, 'rows'>,
	widths: ColumnWidths,
	texts: PageTexts,
): Column<RowItem>[] {
	const numbers: Column<RowItem> = {
		id: 'row',
		field: 'record',
		name: texts.row,
		width: 24 + 8 * Math.max(3, String(rows.length).length),
		resizable: false,
		cssClass: 'row-number',
		cellAttrs: { 'aria-colindex': '1', role: 'rowheader' },
		formatter: (_row, _cell, _value, _column, { record }) => ({ text: String(record + 1) }),
	};
	const fields = columns.map((column, index): Column<RowItem> => ({
		id: idOf(column.number),
		field: 'record',
		name: column.title,
		width: widths.of(column),
		minWidth: 40,
		headerCssClass: column.isNumeric ? 'numeric' : '',
		cellAttrs: { 'aria-colindex': String(index + 2) },
		formatter: (_row, _cell, _value, _column, { record }) =>
			cellContent(rows.cell(record, column.number), column, texts),
	}));
	return [numbers, ...fields];
}

/** Ids become those of elements, so they are not made of what a server calls its fields. */
export function idOf(column: number): string {
	return `field-${column}`;
}
