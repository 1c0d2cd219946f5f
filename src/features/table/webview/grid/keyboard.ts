import { moved, type Position } from './movement';
import { cellAt } from './pointer';
import type { TableGrid } from './tableGrid';

export interface KeyActions {
	/** Enter, F2 or the space bar was pressed on the title of a column. */
	sortBy(cell: number): void;
	/** Enter or F2 was pressed on a cell. */
	showValue(position: Position): void;
	selectionChanged(): void;
	focusFilter(): void;
}

/** The keys of the grid pattern of WAI-ARIA; Tab is left alone, so that it leaves the table. */
export function listenToKeys(table: TableGrid, rows: () => number, actions: KeyActions): void {
	function select(from: Position, to: Position): void {
		table.select(from, to);
		actions.selectionChanged();
	}

	/** @returns whether the key did something */
	function press({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
		const isControl = ctrlKey || metaKey;
		const { active } = table;
		const page = Math.max(1, table.grid.getViewport().bottom - table.grid.getViewport().top - 2);
		const to = moved(active, { key, isControl }, { rows: rows(), cells: table.cells, page });
		if (to !== undefined) {
			table.extendSelection(to, shiftKey && active.row >= 0 && to.row >= 0 ? table.anchor : to);
			actions.selectionChanged();
			return true;
		}
		const last = { row: rows() - 1, cell: table.cells - 1 };
		switch (isControl ? `Control+${key.toLowerCase()}` : key) {
			case 'Enter':
			case 'F2':
				if (active.row < 0) {
					actions.sortBy(active.cell);
				} else {
					actions.showValue(active);
				}
				return true;
			case 'Control+a':
				select({ row: 0, cell: Math.min(1, active.cell) }, last);
				return true;
			case 'Control+f':
				actions.focusFilter();
				return true;
			case ' ':
				if (active.row < 0) {
					actions.sortBy(active.cell);
				} else if (shiftKey) {
					select({ row: active.row, cell: 0 }, { row: active.row, cell: last.cell });
				}
				return true;
			case 'Control+ ':
				select({ row: 0, cell: active.cell }, { row: last.row, cell: active.cell });
				return true;
			case 'Escape':
				if (active.row >= 0) {
					select(active, active);
				}
				return true;
			default:
				return false;
		}
	}

	// Tab may lead to another cell than the active one, where that is out of sight.
	table.container.addEventListener('focusin', ({ target }) => {
		const at = cellAt(table, target);
		if (at !== undefined && (at.row !== table.active.row || at.cell !== table.active.cell)) {
			table.activate(at, 'leavesFocus');
			actions.selectionChanged();
		}
	});
	table.container.addEventListener('keydown', event => {
		const isInput = event.target instanceof HTMLInputElement;
		if (isInput && (event.key === 'ArrowDown' || event.key === 'Escape')) {
			table.focus();
			event.preventDefault();
		} else if (!isInput && !event.altKey && press(event)) {
			event.preventDefault();
		}
	});
}
