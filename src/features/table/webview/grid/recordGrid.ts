import { SlickGrid } from 'slickgrid';

/** A row of the grid: the number of its record among those that came. */
export interface RowItem {
	readonly record: number;
}

/** Drawn beyond what is seen, so that little is blank while one scrolls. */
const rowsAround = 6;
const pixelsAround = 200;

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

	/** The last cell that stays at the left; -1 where none does. */
	get lastFrozen(): number {
		return this.getFrozenColumnIdx();
	}

	/** Is the edge of a column dragged, or was it just now? The click that this ends with may be on a title. */
	get isResizing(): boolean {
		return this.columnResizeDragging;
	}

	/** A page more in each direction, as the grid has it, takes longer to draw than to scroll to. */
	override getRenderedRange(
		viewportTop?: number,
		viewportLeft?: number,
	): ReturnType<SlickGrid<RowItem>['getRenderedRange']> {
		const { top, bottom, leftPx, rightPx } = this.getVisibleRange(viewportTop, viewportLeft);
		return {
			top: Math.max(0, top - rowsAround),
			bottom: Math.min(this.getDataLength() - 1, bottom + rowsAround),
			leftPx: Math.max(0, leftPx - pixelsAround),
			rightPx: rightPx + pixelsAround,
		};
	}
}
