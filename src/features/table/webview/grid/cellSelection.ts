import type { Position } from './movement';

/** Rows and cells, both ends included. The first cell of a row is its number, which is no field. */
export interface Selected {
	readonly top: number;
	readonly bottom: number;
	readonly left: number;
	readonly right: number;
}

/** The rectangle between the cell where a selection started and the one where it ends. */
export function between(anchor: Position, head: Position): Selected {
	return {
		top: Math.max(0, Math.min(anchor.row, head.row)),
		bottom: Math.max(anchor.row, head.row),
		left: Math.min(anchor.cell, head.cell),
		right: Math.max(anchor.cell, head.cell),
	};
}

/** What begins at the number of a row is the whole row. */
export function withWholeRows(selected: Selected, cells: number): Selected {
	return selected.left === 0 ? { ...selected, right: cells - 1 } : selected;
}

export function isSelected({ top, bottom, left, right }: Selected, row: number, cell: number): boolean {
	return row >= top && row <= bottom && cell >= left && cell <= right;
}

/** How many values; the numbers of rows are none. */
export function sizeOfSelection({ top, bottom, left, right }: Selected): number {
	return Math.max(0, bottom - top + 1) * Math.max(0, right - Math.max(1, left) + 1);
}
