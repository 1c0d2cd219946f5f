/** A cell; the row -1 is the header. */
export interface Position {
	readonly row: number;
	readonly cell: number;
}

export interface TableSize {
	readonly rows: number;
	readonly cells: number;
	/** Rows that are seen at once. */
	readonly page: number;
}

/** A key with whether Ctrl, or Cmd, is held. */
export interface PressedKey {
	readonly key: string;
	readonly isControl: boolean;
}

/** Where a key leads from a cell, as in the grid pattern of WAI-ARIA; undefined for a key that does not move. */
export function moved(from: Position, { key, isControl }: PressedKey, size: TableSize): Position | undefined {
	const last = { row: size.rows - 1, cell: size.cells - 1 };
	const to = target(from, key, isControl, last, size.page);
	return to && { row: within(to.row, -1, last.row), cell: within(to.cell, 0, last.cell) };
}

function target(
	{ row, cell }: Position,
	key: string,
	isControl: boolean,
	last: Position,
	page: number,
): Position | undefined {
	switch (key) {
		case 'ArrowUp':
			return { row: isControl ? (row > 0 ? 0 : -1) : row - 1, cell };
		case 'ArrowDown':
			return { row: isControl ? last.row : row + 1, cell };
		case 'ArrowLeft':
			return { row, cell: isControl ? 0 : cell - 1 };
		case 'ArrowRight':
			return { row, cell: isControl ? last.cell : cell + 1 };
		case 'PageUp':
			return { row: row <= 0 ? row : Math.max(0, row - page), cell };
		case 'PageDown':
			return { row: row + page, cell };
		case 'Home':
			return { row: isControl ? Math.min(0, last.row) : row, cell: 0 };
		case 'End':
			return { row: isControl ? last.row : row, cell: last.cell };
		default:
			return undefined;
	}
}

function within(value: number, min: number, max: number): number {
	return Math.max(min, Math.min(value, max));
}
