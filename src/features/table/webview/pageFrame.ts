import type { PageTexts } from '../pageTexts';

/** What stands around the grid. */
export interface PageFrame {
	readonly grid: HTMLElement;
	readonly filter: HTMLInputElement;
	readonly columnFilters: HTMLButtonElement;
	readonly chooseColumns: HTMLButtonElement;
	readonly export: HTMLButtonElement;
	/** How many records are shown, which is read out when it changes. */
	readonly counts: HTMLElement;
	/** Instead of rows where there are none. */
	readonly nothing: HTMLElement;
	/** What is selected. */
	readonly summary: HTMLElement;
	/** What there is below the records, or why it does not come; read out when it changes. */
	readonly further: HTMLElement;
	/** Asks for it. */
	readonly loadMore: HTMLButtonElement;
}

/** Draws the page without its records. */
export function drawFrame(texts: PageTexts): PageFrame {
	const filter = document.createElement('input');
	filter.type = 'search';
	filter.spellcheck = false;
	filter.placeholder = texts.filter;
	filter.setAttribute('aria-label', texts.filter);
	const columnFilters = button(texts.columnFilters);
	const chooseColumns = button(texts.chooseColumns);
	const exportRecords = button(texts.export);
	const counts = line('counts');
	const toolbar = document.createElement('header');
	toolbar.append(filter, counts, columnFilters, chooseColumns, exportRecords);
	const grid = document.createElement('div');
	grid.id = 'records';
	const nothing = document.createElement('p');
	nothing.className = 'nothing';
	nothing.hidden = true;
	const main = document.createElement('main');
	main.append(grid, nothing);
	const summary = line('summary');
	const footer = document.createElement('footer');
	const further = line('further');
	const loadMore = button(texts.loadMore);
	loadMore.hidden = true;
	footer.append(summary, further, loadMore);
	document.body.replaceChildren(toolbar, main, footer);
	return {
		grid,
		filter,
		columnFilters,
		chooseColumns,
		counts,
		nothing,
		summary,
		further,
		loadMore,
		export: exportRecords,
	};
}

/** Draws that the records are there no more. */
export function drawGone(texts: PageTexts, goToRequest: (() => void) | undefined): void {
	const main = document.createElement('main');
	main.className = 'gone';
	const heading = document.createElement('h1');
	heading.textContent = texts.table;
	const paragraph = document.createElement('p');
	paragraph.textContent = texts.gone;
	main.append(heading, paragraph);
	if (goToRequest !== undefined) {
		const go = button(texts.goToRequest);
		go.addEventListener('click', goToRequest);
		main.append(go);
	}
	document.body.replaceChildren(main);
}

function button(text: string): HTMLButtonElement {
	const element = document.createElement('button');
	element.type = 'button';
	element.textContent = text;
	return element;
}

function line(className: string): HTMLElement {
	const element = document.createElement('span');
	element.className = className;
	element.setAttribute('role', 'status');
	return element;
}
