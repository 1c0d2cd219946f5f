import type { Position } from './movement';
import { isSelected } from './cellSelection';
import type { TableGrid } from './tableGrid';

export interface PointerActions {
	/** The title of a column was clicked. */
	sortBy(cell: number): void;
	/** A cell was clicked twice. */
	showValue(position: Position): void;
	selectionChanged(): void;
}

/** Clicks choose a cell, dragging and Shift a range, the number of a row the row, and the title of a column its order. */
export function listenToPointer(table: TableGrid, actions: PointerActions): void {
	const { container } = table;
	let isDragging = false;

	container.addEventListener('pointerdown', event => {
		const at = cellAt(table, event.target);
		if (at === undefined) {
			return;
		}
		// A menu is about all that is selected, and about the cell that it was opened on.
		if (event.button !== 0 && isSelected(table.selected, at.row, at.cell)) {
			table.activate(at, 'takesFocus');
			return;
		}
		isDragging = event.button === 0;
		table.extendSelection(at, event.shiftKey ? table.anchor : at);
		actions.selectionChanged();
		// The browser would put the focus on what is clicked, which may be drawn anew by now.
		event.preventDefault();
	});
	container.addEventListener('pointermove', event => {
		// The button may have been let go outside of the table.
		isDragging &&= (event.buttons & 1) === 1;
		const at = isDragging ? cellAt(table, document.elementFromPoint(event.clientX, event.clientY)) : undefined;
		if (at !== undefined && (at.row !== table.active.row || at.cell !== table.active.cell)) {
			table.extendSelection(at, table.anchor);
			actions.selectionChanged();
		}
	});
	container.addEventListener('dblclick', event => {
		const at = cellAt(table, event.target);
		if (at !== undefined) {
			actions.showValue(at);
		}
	});
	container.addEventListener('click', event => {
		const cell = headerAt(table, event.target);
		if (cell !== undefined && !table.grid.isResizing) {
			table.activate({ row: -1, cell }, 'takesFocus');
			actions.sortBy(cell);
		}
	});
}

/** The cell that an element is of. */
export function cellAt({ grid }: TableGrid, target: EventTarget | null): Position | undefined {
	const node = target instanceof Element ? target.closest<HTMLElement>('.slick-cell') : null;
	const row = Number(node?.closest<HTMLElement>('.slick-row')?.dataset['row']);
	const column = Number(node?.getAttribute('aria-colindex')) - 1;
	return node === null || !(row < grid.getDataLength()) ? undefined : { row, cell: column };
}

/** The cell of the header that an element is of, unless its edge is meant, which resizes it. */
export function headerAt({ grid }: TableGrid, target: EventTarget | null): number | undefined {
	const element = target instanceof Element ? target : undefined;
	const node = element?.closest<HTMLElement>('.slick-header-column');
	const isEdge = element?.closest('.slick-resizable-handle') !== null;
	const index = grid.getColumns().findIndex(({ id }) => id === node?.dataset['id']);
	return isEdge || index < 0 ? undefined : index;
}
