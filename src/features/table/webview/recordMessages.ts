import { mask } from '../../../net/redaction/shownText';
import { cellKind, cellText } from '../../../records/table/cellText';
import type { FieldNow } from '../../../records/table/recordRequest';
import type { FromPage, OpenedTable } from '../pageMessages';
import { cellAt, headerAt } from './grid/pointer';
import type { TableGrid } from './grid/tableGrid';
import type { TableModel } from './tableModel';

/** What VS Code's menu depends on, as it reads it from the page when the menu opens. */
export function menuContext(
	table: TableGrid,
	model: TableModel,
	{
		target,
		canGet,
		hasRecordPages,
	}: Pick<OpenedTable, 'canGet' | 'hasRecordPages'> & { readonly target: EventTarget | null },
): string {
	if (target instanceof HTMLInputElement) {
		return JSON.stringify({ webviewSection: 'input' });
	}
	const header = headerAt(table, target);
	const active = table.active.row < 0 ? undefined : table.active;
	const at = header === undefined ? (cellAt(table, target) ?? active) : undefined;
	const name = table.columnAt(header ?? at?.cell ?? 0)?.name;
	return JSON.stringify({
		webviewSection: header !== undefined ? 'header' : at !== undefined ? 'cell' : 'none',
		hasRecord: at !== undefined && canGet && idIn(model, at.row) !== '',
		hasRecordPage: at !== undefined && hasRecordPages && idIn(model, at.row) !== '',
		hasField: name !== undefined,
		isPinned: name !== undefined && model.layout.pinned.includes(name),
		hasReference: at !== undefined && table.columnAt(at.cell)?.facts?.refersTo !== undefined,
		preventDefaultContextMenuItems: true,
	});
}

/** Asks for the record of the active row or its page of the portal, or for the record that the active cell refers to. */
export function getMessage(
	table: TableGrid,
	model: TableModel,
	which: 'getRecord' | 'getReference' | 'openRecord',
): FromPage | undefined {
	const { row, cell } = table.active;
	const column = table.columnAt(cell);
	const entity = column?.facts?.refersTo;
	if (which !== 'getReference') {
		return { kind: which === 'getRecord' ? 'get' : 'openRecord', id: idIn(model, row) };
	}
	return column === undefined || entity === undefined
		? undefined
		: { kind: 'get', id: cellText(model.rows.cell(model.recordAt(row), column.number)), entity };
}

/** Asks for the request that changes the selected fields of the active row. Of lists and objects it is not known how they are written. */
export function editMessage(table: TableGrid, model: TableModel): FromPage | undefined {
	const { row, cell } = table.active;
	const id = idIn(model, row);
	const { left, right, top, bottom } = table.selected;
	const isIn = row >= top && row <= bottom && cell >= left && cell <= right;
	const cells = isIn ? Array.from({ length: right - left + 1 }, (_, index) => left + index) : [cell];
	const fields = cells.flatMap((each): readonly FieldNow[] => {
		const column = table.columnAt(each);
		const value = column && model.rows.cell(model.recordAt(row), column.number);
		const kind = cellKind(value);
		if (column === undefined || kind === 'object' || kind === 'list') {
			return [];
		}
		const text = cellText(value);
		return [{ name: column.name, ...(!text.includes(mask) && { value: text }) }];
	});
	return row < 0 || id === '' ? undefined : { kind: 'edit', id, fields };
}

/** Asks for a filter on the server by the active column: the one that is typed, else one for the value of the active cell. */
export function filterMessage(table: TableGrid, model: TableModel): FromPage | undefined {
	const { row, cell } = table.active;
	const column = table.columnAt(cell);
	if (column === undefined) {
		return undefined;
	}
	const typed = model.columnFilter(column.name).trim();
	const value = row < 0 ? '' : cellText(model.rows.cell(model.recordAt(row), column.number));
	// What is hidden is no value, and what is long is none that anybody looks for.
	const isValue = value !== '' && value.length <= 200 && !value.includes(mask);
	return {
		kind: 'filterAtServer',
		filter: { name: column.name, text: typed === '' && isValue ? `= ${value}` : typed },
	};
}

/** Asks for a file of the records. @param turn of the response that is shown */
export function exportMessage(model: TableModel, turn: number): FromPage {
	return {
		kind: 'export',
		turn,
		shown: {
			order: model.records(0, model.length - 1),
			columns: model.columns().map(({ name }) => name),
		},
		loaded: {
			order: Uint32Array.from({ length: model.rows.length }, (_, record) => record),
			columns: model.allColumns().map(({ name }) => name),
		},
	};
}

/** The id of the record in a row; empty where it has none. */
function idIn(model: TableModel, row: number): string {
	const column = model.rows.columnOf('id');
	return column === undefined ? '' : cellText(model.rows.cell(model.recordAt(row), column));
}
