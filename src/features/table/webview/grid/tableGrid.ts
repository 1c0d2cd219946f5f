import type { PageTexts } from '../../pageTexts';
import { ColumnWidths } from './columnWidths';
import { gridColumns, idOf } from './gridColumns';
import { completeHeader, filterInput, numberHeaderRows, refocusInput } from './headerCell';
import type { Position } from './movement';
import { RecordGrid, type RowItem } from './recordGrid';
import { between, isSelected, type Selected, withWholeRows } from './cellSelection';
import type { TableColumn, TableModel } from '../tableModel';

const rowHeight = 24;

/** CSS pixels that are left to scroll in, whatever is pinned. */
const minScrolled = 160;

export interface GridEvents {
	/** @param widths in CSS pixels, of the columns that have another one now */
	onColumnsResized(widths: Readonly<Record<string, number>>): void;
	onColumnFilter(name: string, text: string): void;
	onScrolled(): void;
}

/** The grid with what makes it one for a screen reader: counts, numbers of rows and columns, and the focus on the cell. */
export class TableGrid {
	readonly grid: RecordGrid;
	active: Position = { row: 0, cell: 1 };
	selected: Selected = { top: 0, bottom: 0, left: 1, right: 1 };
	/** Where the selection was begun. */
	anchor: Position = { row: 0, cell: 1 };
	private columns: readonly TableColumn[] = [];
	private tabStop: HTMLElement | undefined;
	private readonly widths: ColumnWidths;

	constructor(
		readonly container: HTMLElement,
		private readonly model: TableModel,
		private readonly texts: PageTexts,
		private readonly events: GridEvents,
	) {
		this.widths = new ColumnWidths(model, texts);
		const data = {
			getLength: () => model.length,
			getItem: (row: number): RowItem => ({ record: model.recordAt(row) }),
			getItemMetadata: () => null,
		};
		this.grid = new RecordGrid(container, data, [], {
			nonce: document.querySelector('link')?.nonce ?? '',
			enableHtmlRendering: false,
			enableCellNavigation: true,
			// The library that it would move them by is another 40 kB.
			enableColumnReorder: false,
			enableAutoTooltip: false,
			dataItemColumnValueExtractor: () => '',
			forceFitColumns: false,
			// What would not fit is not pinned, and nobody is told in a dialog.
			skipFreezeColumnValidation: true,
			rowHeight,
			headerRowHeight: 30,
			minRowBuffer: 2,
			showHeaderRow: model.view.showsColumnFilters,
			suppressCssChangesOnHiddenInit: true,
		});
		container.setAttribute('aria-multiselectable', 'true');
		container.setAttribute('aria-label', texts.table);
		container.removeAttribute('tabindex');
		for (const element of container.querySelectorAll<HTMLElement>('[tabindex="0"]')) {
			element.removeAttribute('tabindex');
		}
		this.grid.onHeaderCellRendered.subscribe((_event, { node, column }) => {
			const index = this.columns.findIndex(({ number }) => idOf(number) === column.id);
			completeHeader(node, this.columns[index], index + 1, { model, texts });
		});
		this.grid.onHeaderRowCellRendered.subscribe((_event, { node, column }) => {
			this.completeFilterCell(node, String(column.id));
		});
		this.grid.onRendered.subscribe(() => {
			this.completeRows();
		});
		this.grid.onScroll.subscribe(() => {
			this.events.onScrolled();
		});
		this.grid.onColumnsResized.subscribe(() => {
			this.events.onColumnsResized(this.changedWidths());
		});
	}

	get cells(): number {
		return this.columns.length + 1;
	}

	/** Undefined for the numbers of the rows. */
	columnAt(cell: number): TableColumn | undefined {
		return this.columns[cell - 1];
	}

	/** The columns and rows anew, with the focus where it was. */
	redraw(): void {
		this.keepingFocus(() => {
			this.columns = this.model.columns();
			this.grid.setColumns(gridColumns(this.columns, this.model, this.widths, this.texts));
			this.pin();
			numberHeaderRows(this.container);
			this.container.setAttribute('aria-colcount', String(this.cells));
			this.rowsChanged();
		});
	}

	/** The same, with a column in sight that has another place now: the one that keys act upon. */
	redrawAround(cell: number): void {
		const { row } = this.active;
		const takesFocus = this.container.contains(document.activeElement) ? 'takesFocus' : 'leavesFocus';
		this.redraw();
		this.activate({ row, cell }, takesFocus);
	}

	/** The page has another size. */
	resized(): void {
		this.grid.resizeCanvas();
		if (this.lastPinned() !== this.grid.lastFrozen) {
			this.redraw();
		}
	}

	/** Draws rows that came, or that are others now. */
	redrawRows(): void {
		this.keepingFocus(() => {
			this.grid.invalidateAllRows();
			this.rowsChanged();
		});
	}

	/** Makes a cell the one that keys act upon: it is selected, if only by itself. */
	activate(position: Position, takesFocus: 'takesFocus' | 'leavesFocus'): void {
		this.active = position;
		const { row, cell } = position;
		if (row < 0) {
			if (cell > this.grid.lastFrozen) {
				this.grid.scrollColumnIntoView(cell);
			}
		} else {
			this.grid.scrollCellIntoView(row, cell, false);
			this.grid.setActiveCell(row, cell, false, false, true);
			if (!isSelected(this.selected, row, cell)) {
				this.select(position, position);
			}
		}
		this.setTabStop();
		if (takesFocus === 'takesFocus') {
			this.tabStop?.focus({ preventScroll: true });
		}
	}

	/** Makes a cell the active one, and selects from there to where the selection was begun. */
	extendSelection(to: Position, anchor: Position): void {
		if (to.row >= 0) {
			this.select(anchor, to);
		}
		this.activate(to, 'takesFocus');
	}

	/** What begins at the number of a row is whole rows. */
	select(anchor: Position, head: Position): void {
		this.anchor = anchor;
		this.selected = withWholeRows(between(anchor, head), this.cells);
		this.completeRows();
	}

	showColumnFilters(isShown: boolean): void {
		this.grid.setHeaderRowVisibility(isShown, false);
		this.redraw();
	}

	focus(): void {
		this.activate(this.active, 'takesFocus');
	}

	/** The last cell that stays where it is while one scrolls to the right; -1 where none does, or they would leave too little room. */
	private lastPinned(): number {
		const count = this.columns.filter(({ name }) => this.model.layout.pinned.includes(name)).length;
		const width = this.grid
			.getColumns()
			.slice(0, count + 1)
			.reduce((sum, column) => sum + (column.width ?? 0), 0);
		return count === 0 || width + minScrolled > this.container.clientWidth ? -1 : count;
	}

	private pin(): void {
		const frozenColumn = this.lastPinned();
		if (frozenColumn !== this.grid.lastFrozen) {
			this.grid.setOptions({ frozenColumn });
		}
	}

	/** Columns beside the one whose edge is dragged may give way. */
	private changedWidths(): Readonly<Record<string, number>> {
		const [, ...drawn] = this.grid.getColumns();
		return Object.fromEntries(
			this.columns.flatMap((column, index) => {
				const width = Math.round(drawn[index]?.width ?? 0);
				return width === this.widths.of(column) ? [] : [[column.name, width] as const];
			}),
		);
	}

	/** There are more rows below those that are drawn, or others. */
	rowsChanged(): void {
		const headers = this.model.view.showsColumnFilters ? 2 : 1;
		this.container.setAttribute('aria-rowcount', String(this.model.length + headers));
		this.grid.updateRowCount();
		this.grid.render();
	}

	/** What is drawn anew has the focus where it was, and stands where one has scrolled. */
	private keepingFocus(change: () => void): void {
		const { activeElement: focused } = document;
		const isInside = this.container.contains(focused);
		const refocus = isInside && focused instanceof HTMLInputElement ? refocusInput(focused) : undefined;
		change();
		this.moveInside();
		this.setTabStop();
		if (refocus !== undefined) {
			refocus(this.container);
		} else if (isInside) {
			this.tabStop?.focus({ preventScroll: true });
		}
	}

	/** What was active or selected may be there no more. */
	private moveInside(): void {
		this.active = this.inside(this.active);
		this.anchor = this.inside(this.anchor);
		const { top, left } = this.selected;
		const { row: bottom, cell: right } = this.inside({ row: this.selected.bottom, cell: this.selected.right });
		this.selected = { top, bottom, left, right };
		if (top > bottom || left > right) {
			this.select(this.active, this.active);
		}
	}

	private inside({ row, cell }: Position): Position {
		return { row: Math.min(row, this.model.length - 1), cell: Math.min(cell, this.cells - 1) };
	}

	private setTabStop(): void {
		const { row, cell } = this.active;
		const column = this.grid.getColumns()[cell];
		const node =
			row < 0 && column !== undefined
				? this.grid.getHeaderColumn(column.id)
				: (this.grid.getCellNode(row, cell) ?? this.firstSeen());
		if (node !== undefined && node !== this.tabStop) {
			this.tabStop?.setAttribute('tabindex', '-1');
			this.tabStop = node;
		}
		node?.setAttribute('tabindex', '0');
	}

	/** Where Tab leads if the active cell is out of sight, and not drawn. */
	private firstSeen(): HTMLElement | undefined {
		const { top } = this.grid.getViewport();
		this.grid.getCellNode(top, 0);
		const [node] = Object.values(this.grid.getRowCache()[top]?.cellNodesByColumnIdx ?? {});
		return node;
	}

	private completeRows(): void {
		const offset = this.model.view.showsColumnFilters ? 3 : 2;
		for (const [index, { rowNode, cellNodesByColumnIdx }] of Object.entries(this.grid.getRowCache())) {
			const row = Number(index);
			// The nodes of a row are listed once one of them is asked for.
			this.grid.getCellNode(row, 0);
			// What is pinned is a row of its own beside the others.
			rowNode?.forEach(node => {
				node.setAttribute('aria-rowindex', String(row + offset));
			});
			for (const [cell, node] of Object.entries(cellNodesByColumnIdx)) {
				const isIn = isSelected(this.selected, row, Number(cell));
				if (isIn !== (node.getAttribute('aria-selected') === 'true')) {
					node.setAttribute('aria-selected', String(isIn));
				}
			}
		}
		this.setTabStop();
	}

	private completeFilterCell(node: HTMLElement, id: string): void {
		const column = this.columns.find(({ number }) => idOf(number) === id);
		node.setAttribute('role', 'gridcell');
		if (column !== undefined && node.childElementCount === 0) {
			node.append(
				filterInput(column, this.model, this.texts, text => {
					this.events.onColumnFilter(column.name, text);
				}),
			);
		}
	}
}
