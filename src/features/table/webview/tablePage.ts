import { cellText } from '../../../records/table/cellText';
import type { CopyFormat } from '../../../records/table/copyFormats';
import { summarize } from '../../../records/table/summary';
import { valuePath } from '../../../records/table/valuePath';
import type { FromPage, OpenedTable, PageCommand, TableView } from '../pageMessages';
import { columnChoices, currentLayout, moveColumn, showColumns } from './columnArrangement';
import { listenToHeaderDrag } from './grid/headerDrag';
import { listenToKeys } from './grid/keyboard';
import type { Position } from './grid/movement';
import type { PageFrame } from './pageFrame';
import { headerAt, listenToPointer } from './grid/pointer';
import { getMessage, menuContext } from './recordReference';
import { copiedText, selectedCells, selectedIds } from './selectedCells';
import { sizeOfSelection } from './grid/cellSelection';
import { inSlices } from './slices';
import { TableGrid } from './grid/tableGrid';
import { TableModel } from './tableModel';
import { showValue } from './valueDialog';
import { vscodeApi } from './vscodeApi';
import { countsText, summaryText } from './wording';

/** Milliseconds after the last key until what was typed is looked for, and after scrolling until the place is noted. */
const typingPause = 120;
const scrollingPause = 300;

/** The table of one response, from its first records to what is done with them. */
export class TablePage {
	private readonly model: TableModel;
	private readonly table: TableGrid;
	private isLoading = true;
	private summing = new AbortController();
	private readonly later = new Map<string, ReturnType<typeof setTimeout>>();
	private drawnColumns = 0;

	constructor(
		private readonly opened: OpenedTable,
		private readonly frame: PageFrame,
	) {
		const { texts } = opened;
		this.model = new TableModel(opened);
		this.table = new TableGrid(frame.grid, this.model, texts, {
			onColumnsArranged: () => {
				this.keepLayout();
			},
			onColumnFilter: (name, text) => {
				this.look({ columnFilters: { ...this.model.view.columnFilters, [name]: text } });
			},
			onScrolled: () => {
				this.after('scroll', scrollingPause, () => {
					this.keepView({ top: this.table.grid.getViewport().top });
				});
			},
		});
		const choose = (position: Position): void => {
			this.choose(position);
		};
		const selectionChanged = (): void => {
			this.after('summary', typingPause, () => void this.summarize());
		};
		const focusFilter = (): void => {
			frame.filter.focus();
		};
		listenToKeys(this.table, () => this.model.length, { choose, selectionChanged, focusFilter });
		listenToPointer(this.table, { choose, selectionChanged });
		listenToHeaderDrag(this.table, (cell, to) => {
			this.move(cell, to);
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
			this.table.extend();
		}
		this.tellCounts();
	}

	/** All records are there. */
	async end(): Promise<void> {
		this.isLoading = false;
		await this.arrange();
		if (this.model.view.top > 0) {
			this.table.grid.scrollRowToTop(this.model.view.top);
		}
	}

	/** Ends what is under way, as another table takes the place. */
	dispose(): void {
		this.summing.abort();
		this.later.forEach(timer => {
			clearTimeout(timer);
		});
		this.table.grid.destroy();
	}

	showColumns(names: readonly string[]): void {
		showColumns(this.table, this.model, names);
		this.keepLayout();
	}

	run(command: PageCommand): void {
		const { active } = this.table;
		const column = this.table.columnAt(active.cell);
		switch (command.kind) {
			case 'copy':
				void this.copy(command.format);
				return;
			case 'copyIds':
				this.send({ kind: 'copied', text: selectedIds(this.table, this.model).join(',') });
				return;
			case 'copyPath': {
				const path = valuePath(this.opened.listPath, this.model.recordAt(Math.max(0, active.row)), column?.name);
				this.send({ kind: 'copied', text: path });
				return;
			}
			case 'showValue':
				this.choose(active);
				return;
			case 'getRecord':
			case 'getReference':
				this.send(getMessage(this.table, this.model, command.kind));
				return;
			case 'sort':
				this.sort(active.cell, command.direction);
				return;
			case 'move':
				this.move(active.cell, active.cell + (command.to === 'left' ? -1 : 1));
				return;
			case 'hideColumn':
				this.showColumns(
					this.model
						.columns()
						.filter(other => other.name !== column?.name)
						.map(({ name }) => name),
				);
				return;
			case 'chooseColumns':
				this.send({ kind: 'chooseColumns', columns: columnChoices(this.model) });
				return;
			case 'toggleColumnFilters':
				this.toggleColumnFilters();
				return;
			case 'focusTable':
				this.table.focus();
				return;
		}
	}

	private listen(): void {
		const { filter, columnFilters, chooseColumns, grid } = this.frame;
		filter.value = this.model.view.filter;
		filter.addEventListener('input', () => {
			this.look({ filter: filter.value });
		});
		filter.addEventListener('keydown', event => {
			if (event.key === 'ArrowDown') {
				event.preventDefault();
				this.table.focus();
			}
		});
		columnFilters.setAttribute('aria-pressed', String(this.model.view.showsColumnFilters));
		columnFilters.addEventListener('click', () => {
			this.toggleColumnFilters();
		});
		chooseColumns.addEventListener('click', () => {
			this.run({ kind: 'chooseColumns' });
		});
		grid.addEventListener('copy', event => {
			if (!(event.target instanceof HTMLInputElement)) {
				event.preventDefault();
				void this.copy('tsv');
			}
		});
		grid.addEventListener('contextmenu', event => {
			this.tellMenu(event.target);
		});
		new ResizeObserver(() => {
			this.table.grid.resizeCanvas();
		}).observe(grid);
	}

	/** VS Code reads what the menu is about when it opens. */
	private tellMenu(target: EventTarget | null): void {
		const header = headerAt(this.table, target);
		if (header !== undefined) {
			this.table.activate({ row: -1, cell: header }, 'takesFocus');
		}
		const { canGet } = this.opened;
		this.frame.grid.dataset['vscodeContext'] = menuContext(this.table, this.model, { target, canGet });
	}

	private choose({ row, cell }: Position): void {
		const column = this.table.columnAt(cell);
		if (row < 0) {
			const sorted = this.model.view.sort?.name === column?.name ? this.model.view.sort?.direction : undefined;
			this.sort(cell, sorted === undefined ? 'ascending' : sorted === 'ascending' ? 'descending' : undefined);
		} else if (column !== undefined) {
			const text = cellText(this.model.rows.cell(this.model.recordAt(row), column.number));
			showValue(column.title, text, this.opened.texts, () => {
				this.table.focus();
			});
		}
	}

	private sort(cell: number, direction: 'ascending' | 'descending' | undefined): void {
		const column = this.table.columnAt(cell);
		const sort = column === undefined || direction === undefined ? undefined : { name: column.name, direction };
		this.model.view = { ...this.model.view, sort };
		this.table.redraw();
		this.keepView({});
		void this.arrange();
	}

	private toggleColumnFilters(): void {
		const showsColumnFilters = !this.model.view.showsColumnFilters;
		this.frame.columnFilters.setAttribute('aria-pressed', String(showsColumnFilters));
		this.look({ showsColumnFilters, columnFilters: {} });
		this.table.showColumnFilters(showsColumnFilters);
		if (showsColumnFilters) {
			this.frame.grid.querySelector('input')?.focus();
		}
	}

	private look(change: Partial<TableView>): void {
		this.keepView(change);
		this.after('look', typingPause, () => void this.arrange());
	}

	private async arrange(): Promise<void> {
		if (await this.model.arrange()) {
			this.table.redrawRows();
			this.tellCounts();
			await this.summarize();
		}
	}

	private tellCounts(): void {
		const { opened, model, isLoading, frame } = this;
		const { rows, length } = model;
		frame.counts.textContent = countsText(model, { texts: opened.texts, total: opened.total, isLoading });
		frame.nothing.hidden = isLoading || length > 0;
		frame.nothing.textContent = rows.length === 0 ? opened.texts.noRecords : opened.texts.noneFound;
	}

	private async summarize(): Promise<void> {
		this.summing.abort();
		this.summing = new AbortController();
		const isMany = sizeOfSelection(this.table.selected) > 1;
		const steps = summarize(selectedCells(this.table, this.model));
		const summary = isMany ? await inSlices(steps, this.summing.signal) : undefined;
		if (!this.summing.signal.aborted) {
			this.frame.summary.textContent = summary === undefined ? '' : summaryText(summary, this.opened.texts);
		}
	}

	private async copy(format: CopyFormat): Promise<void> {
		const text = await inSlices(copiedText(format, this.table, this.model));
		this.send({ kind: 'copied', text: text ?? '' });
		this.frame.summary.textContent = this.opened.texts.copied;
	}

	private move(cell: number, to: number): void {
		if (moveColumn(this.table, this.model, { cell, to })) {
			this.keepLayout();
		}
	}

	private keepLayout(): void {
		this.model.layout = currentLayout(this.table, this.model);
		this.send({ kind: 'layout', layout: this.model.layout });
	}

	private keepView(change: Partial<TableView>): void {
		this.model.view = { ...this.model.view, ...change };
		this.send({ kind: 'view', view: this.model.view });
	}

	private after(what: string, milliseconds: number, run: () => void): void {
		clearTimeout(this.later.get(what));
		this.later.set(what, setTimeout(run, milliseconds));
	}

	private send(message: FromPage | undefined): void {
		if (message !== undefined) {
			vscodeApi.postMessage(message);
		}
	}
}
