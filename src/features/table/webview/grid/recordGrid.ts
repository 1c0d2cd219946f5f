import { SlickGrid } from 'slickgrid';

/** A row of the grid: the number of its record among those that came. */
export interface RowItem {
	readonly record: number;
}

/**
 * The grid as what it is best at: it draws the rows that are seen, and its header resizes and moves columns. Keys, clicks and the focus are ours, as its own
 * focus is on a hidden element, of which a screen reader learns nothing, and Tab would not leave it.
 */
export class RecordGrid extends SlickGrid<RowItem> {
	protected override handleKeyDown(): void {
		// See keyboard.ts.
	}

	protected override handleClick(): void {
		// See pointer.ts.
	}

	protected override handleDblClick(): void {
		// See pointer.ts.
	}

	protected override handleContextMenu(): void {
		// VS Code shows the menu.
	}

	protected override setFocus(): void {
		// The focus is on the cell.
	}
}
