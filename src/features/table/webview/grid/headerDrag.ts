import { headerAt } from './pointer';
import type { TableGrid } from './tableGrid';

/** Moves a column by dragging its title onto that of another. */
export function listenToHeaderDrag(table: TableGrid, move: (cell: number, to: number) => void): void {
	const { container } = table;
	let dragged: number | undefined;
	let target: Element | undefined;
	function mark(element: Element | undefined): void {
		target?.classList.remove('drop-target');
		target = element;
		target?.classList.add('drop-target');
	}
	function end(): void {
		dragged = undefined;
		mark(undefined);
	}
	container.addEventListener('dragstart', event => {
		const cell = headerAt(table, event.target);
		if (cell === undefined || cell === 0) {
			event.preventDefault();
			return;
		}
		dragged = cell;
		// What is dragged out of the table is nothing.
		event.dataTransfer?.clearData();
	});
	container.addEventListener('dragover', event => {
		const cell = headerAt(table, event.target);
		if (dragged !== undefined && cell !== undefined && cell > 0) {
			event.preventDefault();
			mark(event.target instanceof Element ? (event.target.closest('.slick-header-column') ?? undefined) : undefined);
		}
	});
	container.addEventListener('drop', event => {
		const cell = headerAt(table, event.target);
		if (dragged !== undefined && cell !== undefined && cell > 0 && cell !== dragged) {
			event.preventDefault();
			move(dragged, cell);
		}
		end();
	});
	container.addEventListener('dragend', end);
}
