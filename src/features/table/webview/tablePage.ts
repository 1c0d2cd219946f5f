import type { Further, OpenedTable, PageCommand } from '../pageMessages';
import { FurtherPagesBar } from './furtherPagesBar';
import { listenToHeaderDrag } from './grid/headerDrag';
import { listenToKeys } from './grid/keyboard';
import type { Position } from './grid/movement';
import { headerAt, listenToPointer } from './grid/pointer';
import { TableGrid } from './grid/tableGrid';
import type { PageFrame } from './pageFrame';
import { menuContext } from './recordMessages';
import { TableActions } from './tableActions';
import { TableModel } from './tableModel';
import { vscodeApi } from './vscodeApi';
import { countsText } from './wording';

/** Milliseconds after the last key until what was typed is looked for, and after scrolling until the place is noted. */
const typingPause = 120;
const scrollingPause = 300;

/** The table of one response, from its first records on. */
export class TablePage {
	private readonly model: TableModel;
	private readonly table: TableGrid;
	private readonly actions: TableActions;
	private readonly further: FurtherPagesBar;
	private isLoading = true;
	private readonly later = new Map<string, ReturnType<typeof setTimeout>>();
	private drawnColumns = 0;
	private readonly sizes = new ResizeObserver(() => {
		this.table.resized();
	});

	constructor(
		private readonly opened: OpenedTable,
		private readonly frame: PageFrame,
	) {
		const { texts } = opened;
		this.model = new TableModel(opened);
		this.table = new TableGrid(frame.grid, this.model, texts, {
			onColumnsResized: widths => {
				this.actions.keepLayout({ widths: { ...this.model.layout.widths, ...widths } });
			},
			onColumnFilter: (name, text) => {
				this.actions.changeFilter({ columnFilters: { ...this.model.view.columnFilters, [name]: text } });
			},
			onScrolled: () => {
				this.scrolled();
			},
		});
		this.actions = new TableActions({
			opened,
			frame,
			model: this.model,
			table: this.table,
			arrange: () => this.arrange(),
			loadMore: () => {
				this.further.request();
			},
			arrangeSoon: () => {
				this.after('look', typingPause, () => void this.arrange());
			},
		});
		this.further = new FurtherPagesBar({
			frame,
			texts,
			load: () => {
				vscodeApi.postMessage({ kind: 'more' });
			},
			focusTable: () => {
				this.table.focus();
			},
		});
		const sortBy = (cell: number): void => {
			this.actions.sortBy(cell);
		};
		const showValue = (position: Position): void => {
			this.actions.showValue(position);
		};
		const selectionChanged = (): void => {
			this.after('summary', typingPause, () => void this.actions.summarize());
		};
		const focusFilter = (): void => {
			frame.filter.focus();
		};
		listenToKeys(this.table, () => this.model.length, { sortBy, showValue, selectionChanged, focusFilter });
		listenToPointer(this.table, { sortBy, showValue, selectionChanged });
		listenToHeaderDrag(this.table, (cell, to) => {
			this.actions.move(cell, to);
		});
		this.listen();
	}

	/** Adds records and draws them: the first ones at once. */
	async append(bytes: Uint8Array): Promise<void> {
		await this.model.append(bytes);
		if (this.drawnColumns !== this.model.rows.columns.length) {
			const isFirst = this.drawnColumns === 0;
			this.drawnColumns = this.model.rows.columns.length;
			this.table.redraw();
			if (isFirst) {
				await this.arrange();
			}
		} else {
			this.table.rowsChanged();
		}
		this.tellCounts();
	}

	/** All records of the response are there. */
	async end(): Promise<void> {
		this.isLoading = false;
		await this.arrange();
		// Whoever has scrolled while they came stays there.
		if (this.model.view.top > 0 && this.table.grid.getViewport().top === 0) {
			this.table.grid.scrollRowToTop(this.model.view.top);
		}
	}

	/** Says what there is below them; a page of it may have come. */
	async showFurther(further: Further): Promise<void> {
		this.further.show(further);
		if (!this.model.isAsItCame && further.kind !== 'loading') {
			await this.arrange();
		}
		this.tellCounts();
		this.further.grown(this.table.grid.getViewport(), this.model.length);
	}

	/** Ends what is under way, as another table takes the place. */
	dispose(): void {
		// It would also be told that the grid left the page.
		this.sizes.disconnect();
		this.actions.dispose();
		this.later.forEach(timer => {
			clearTimeout(timer);
		});
		this.table.grid.destroy();
	}

	showColumns(names: readonly string[]): void {
		this.actions.showColumns(names);
	}

	run(command: PageCommand): void {
		this.actions.run(command);
	}

	private listen(): void {
		const { filter, columnFilters, chooseColumns, export: exportRecords, grid } = this.frame;
		filter.value = this.model.view.filter;
		filter.addEventListener('input', () => {
			this.actions.changeFilter({ filter: filter.value });
		});
		filter.addEventListener('keydown', event => {
			if (event.key === 'ArrowDown') {
				event.preventDefault();
				this.table.focus();
			}
		});
		columnFilters.setAttribute('aria-pressed', String(this.model.view.showsColumnFilters));
		columnFilters.addEventListener('click', () => {
			this.actions.toggleColumnFilters();
		});
		chooseColumns.addEventListener('click', () => {
			this.run({ kind: 'chooseColumns' });
		});
		exportRecords.addEventListener('click', () => {
			this.run({ kind: 'export' });
		});
		grid.addEventListener('copy', event => {
			if (!(event.target instanceof HTMLInputElement)) {
				event.preventDefault();
				void this.actions.copy('tsv');
			}
		});
		grid.addEventListener('contextmenu', event => {
			this.setMenuContext(event.target);
		});
		this.sizes.observe(grid);
	}

	/** Where rows are sorted or left out, the end of what is seen is not the end of the list: more comes by the button only. */
	private scrolled(): void {
		if (this.isLoading) {
			// The grid also tells of scrolling where it only draws, and the place of before is still to be returned to.
			return;
		}
		if (this.model.isAsItCame) {
			this.further.scrolled(this.table.grid.getViewport(), this.model.length);
		}
		this.after('scroll', scrollingPause, () => {
			this.actions.keepView({ top: this.table.grid.getViewport().top });
		});
	}

	/** VS Code reads what the menu is about when it opens. */
	private setMenuContext(target: EventTarget | null): void {
		const header = headerAt(this.table, target);
		if (header !== undefined) {
			this.table.activate({ row: -1, cell: header }, 'takesFocus');
		}
		this.frame.grid.dataset['vscodeContext'] = menuContext(this.table, this.model, { ...this.opened, target });
	}

	private async arrange(): Promise<void> {
		if (await this.model.arrange()) {
			this.table.redrawRows();
			this.tellCounts();
			await this.actions.summarize();
		}
	}

	private tellCounts(): void {
		const { opened, model, isLoading, frame } = this;
		const { rows, length } = model;
		const total = this.further.total ?? opened.further.total;
		frame.counts.textContent = countsText(model, { texts: opened.texts, total, isLoading });
		frame.nothing.hidden = isLoading || length > 0;
		frame.nothing.textContent = rows.length === 0 ? opened.texts.noRecords : opened.texts.noneFound;
	}

	private after(what: string, milliseconds: number, run: () => void): void {
		clearTimeout(this.later.get(what));
		this.later.set(what, setTimeout(run, milliseconds));
	}
}
