import { cellText } from '../../../records/table/cellText';
import type { ColumnLayout } from '../../../records/table/columnOrder';
import type { CopyFormat } from '../../../records/table/copyFormats';
import { summarize } from '../../../records/table/summary';
import { topValues } from '../../../records/table/topValues';
import { valuePath } from '../../../records/table/valuePath';
import type { FromPage, OpenedTable, PageCommand, TableView } from '../pageMessages';
import { columnChoices, moveColumn, pinColumn, showColumns } from './columnArrangement';
import { sizeOfSelection } from './grid/cellSelection';
import type { Position } from './grid/movement';
import type { TableGrid } from './grid/tableGrid';
import type { PageFrame } from './pageFrame';
import { editMessage, exportMessage, filterMessage, getMessage } from './recordMessages';
import { cellsOf, copiedText, selectedCells, selectedIds } from './selectedCells';
import { inSlices } from './slices';
import type { TableColumn, TableModel } from './tableModel';
import { openDialog, wholeValue } from './dialogs/valueDialog';
import { valuesChart } from './dialogs/valuesChart';
import { vscodeApi } from './vscodeApi';
import { summaryText } from './wording';

/** Values of a column that are told one by one. */
const maxValues = 12;

interface ActionsDependencies {
	readonly opened: OpenedTable;
	readonly frame: PageFrame;
	readonly model: TableModel;
	readonly table: TableGrid;
	/** Finds and sorts the records anew, and draws them. */
	readonly arrange: () => Promise<void>;
	/** The same in a moment, as more may be typed. */
	readonly arrangeSoon: () => void;
	/** Asks for the next page of the list. */
	readonly loadMore: () => void;
}

/** What the user does with the records and columns of a table. */
export class TableActions {
	private summing = new AbortController();
	private counting = new AbortController();
	private copying = new AbortController();

	constructor(private readonly dependencies: ActionsDependencies) {}

	/** Ends what is under way. */
	dispose(): void {
		this.summing.abort();
		this.counting.abort();
		this.copying.abort();
	}

	run(command: PageCommand): void {
		const { table, model, opened } = this.dependencies;
		const { active } = table;
		const column = table.columnAt(active.cell);
		switch (command.kind) {
			case 'copy':
				void this.copy(command.format);
				return;
			case 'copyIds': {
				const ids = selectedIds(table, model);
				if (ids.length > 0) {
					this.copied(ids.join(','));
				}
				return;
			}
			case 'copyPath': {
				const record = model.recordAt(Math.max(0, active.row));
				if (record < opened.inResponse) {
					this.copied(valuePath(opened.listPath, model.rows, record, column?.number));
				} else {
					this.dependencies.frame.summary.textContent = opened.texts.ofAnotherPage;
				}
				return;
			}
			case 'showValue':
				this.showValue(active);
				return;
			case 'getRecord':
			case 'getReference':
			case 'openRecord':
				send(getMessage(table, model, command.kind));
				return;
			case 'editRecord':
				send(editMessage(table, model));
				return;
			case 'sort':
				this.sort(active.cell, command.direction);
				return;
			case 'move':
				this.move(active.cell, active.cell + (command.to === 'left' ? -1 : 1));
				return;
			case 'pin':
				if (column !== undefined) {
					pinColumn(table, model, column.name, command.isPinned);
					this.arranged();
				}
				return;
			case 'hideColumn': {
				const others = model.columns().filter(other => other.name !== column?.name);
				this.showColumns(others.map(({ name }) => name));
				return;
			}
			case 'chooseColumns':
				send({ kind: 'chooseColumns', columns: columnChoices(model) });
				return;
			case 'toggleColumnFilters':
				this.toggleColumnFilters();
				return;
			case 'filterAtServer':
				send(filterMessage(table, model));
				return;
			case 'showValues':
				void this.showValues(column);
				return;
			case 'export':
				send(exportMessage(model, opened.turn));
				return;
			case 'loadMore':
				this.dependencies.loadMore();
				return;
			case 'focusTable':
				table.focus();
				return;
		}
	}

	/** Sorts by a column: ascending, then descending, then not. */
	sortBy(cell: number): void {
		const { table, model } = this.dependencies;
		const column = table.columnAt(cell);
		const sorted = model.view.sort?.name === column?.name ? model.view.sort?.direction : undefined;
		this.sort(cell, sorted === undefined ? 'ascending' : sorted === 'ascending' ? 'descending' : undefined);
	}

	/** Shows the whole value of a cell. */
	showValue({ row, cell }: Position): void {
		const { table, model, opened } = this.dependencies;
		const column = table.columnAt(cell);
		if (row >= 0 && column !== undefined) {
			const text = cellText(model.rows.cell(model.recordAt(row), column.number));
			openDialog(wholeValue(column.title, text), opened.texts, () => {
				table.focus();
			});
		}
	}

	/** Changes what is looked for. */
	changeFilter(change: Partial<TableView>): void {
		this.keepView(change);
		this.dependencies.arrangeSoon();
	}

	showColumns(names: readonly string[]): void {
		const { table, model, arrange } = this.dependencies;
		showColumns(table, model, names);
		this.arranged();
		if (model.isFiltered) {
			// Nobody sees why where a record was found, or was not, by what is hidden.
			const filters = Object.entries(model.view.columnFilters).filter(([name]) => names.includes(name));
			this.keepView({ columnFilters: Object.fromEntries(filters) });
			void arrange();
		}
	}

	move(cell: number, to: number): void {
		if (moveColumn(this.dependencies.table, this.dependencies.model, { cell, to })) {
			this.arranged();
		}
	}

	toggleColumnFilters(): void {
		const { model, frame, table } = this.dependencies;
		const showsColumnFilters = !model.view.showsColumnFilters;
		const isTyping = document.activeElement?.closest('.slick-headerrow') instanceof Element;
		frame.columnFilters.setAttribute('aria-pressed', String(showsColumnFilters));
		this.changeFilter({ showsColumnFilters, columnFilters: {} });
		table.showColumnFilters(showsColumnFilters);
		if (showsColumnFilters) {
			frame.grid.querySelector('input')?.focus();
		} else if (isTyping) {
			table.focus();
		}
	}

	/** Says what the selected cells are together. */
	async summarize(): Promise<void> {
		const { table, model, frame, opened } = this.dependencies;
		this.summing.abort();
		this.summing = new AbortController();
		const { signal } = this.summing;
		const steps = summarize(selectedCells(table, model));
		const summary = sizeOfSelection(table.selected) > 1 ? await inSlices(steps, signal) : undefined;
		if (!signal.aborted) {
			frame.summary.textContent = summary === undefined ? '' : summaryText(summary, opened.texts);
		}
	}

	/** Copies what is selected, if anything is. */
	async copy(format: CopyFormat): Promise<void> {
		const { table, model } = this.dependencies;
		this.copying.abort();
		this.copying = new AbortController();
		const { signal } = this.copying;
		const isAny = sizeOfSelection(table.selected) > 0;
		const text = isAny ? await inSlices(copiedText(format, table, model), signal) : undefined;
		if (text !== undefined && !signal.aborted) {
			this.copied(text);
		}
	}

	keepLayout(change: Partial<ColumnLayout> = {}): void {
		const { model, opened } = this.dependencies;
		model.layout = { ...model.layout, ...change };
		send({ kind: 'layout', layout: model.layout, turn: opened.turn });
	}

	keepView(change: Partial<TableView>): void {
		const { model } = this.dependencies;
		model.view = { ...model.view, ...change };
		send({ kind: 'view', view: model.view });
	}

	/** Hands a text to the clipboard, in the place of what may be on its way there. */
	private copied(text: string): void {
		const { frame, opened } = this.dependencies;
		this.copying.abort();
		send({ kind: 'copied', text });
		frame.summary.textContent = opened.texts.copied;
	}

	/** Columns have other places now, and what is selected may be in others. */
	private arranged(): void {
		this.keepLayout();
		void this.summarize();
	}

	/** Shows how often each value of a column is among the rows that are shown. */
	private async showValues(column: TableColumn | undefined): Promise<void> {
		const { table, model, opened } = this.dependencies;
		this.counting.abort();
		this.counting = new AbortController();
		const counts = column && (await inSlices(topValues(cellsOf(model, column), maxValues), this.counting.signal));
		if (column !== undefined && counts !== undefined) {
			openDialog(valuesChart(column, counts, opened.texts), opened.texts, () => {
				table.focus();
			});
		}
	}

	private sort(cell: number, direction: 'ascending' | 'descending' | undefined): void {
		const { table, arrange } = this.dependencies;
		const column = table.columnAt(cell);
		const sort = column === undefined || direction === undefined ? undefined : { name: column.name, direction };
		this.keepView({ sort });
		table.redraw();
		void arrange();
	}
}

function send(message: FromPage | undefined): void {
	if (message !== undefined) {
		vscodeApi.postMessage(message);
	}
}
