import type { PageTexts } from '../../pageTexts';
import type { TableColumn, TableModel } from '../tableModel';

/** What the kind of a field is marked by. */
const marks = { day: 'date', moment: 'time', date: 'date', flag: '1/0', id: 'id', number: '#', choice: '=', text: '' };

/** Empty where nothing is known. */
export function kindMark({ facts }: TableColumn): string {
	return facts === undefined ? '' : marks[facts.kind];
}

/** Completes a cell of the header, which the grid has drawn with its title. */
export function completeHeader(
	node: HTMLElement,
	column: TableColumn | undefined,
	index: number,
	{ model: { view, layout }, texts }: { readonly model: TableModel; readonly texts: PageTexts },
): void {
	node.tabIndex = -1;
	node.setAttribute('aria-colindex', String(index + 1));
	for (const handle of node.querySelectorAll('.slick-resizable-handle')) {
		handle.setAttribute('role', 'presentation');
	}
	if (column === undefined) {
		return;
	}
	node.draggable = true;
	const mark = kindMark(column);
	node.title = [
		column.title === column.name ? column.name : `${column.title} (${column.name})`,
		column.facts?.description ?? '',
		column.facts?.refersTo === undefined ? '' : `→ ${column.facts.refersTo}`,
		layout.pinned.includes(column.name) ? texts.pinned : '',
	]
		.filter(line => line !== '')
		.join('\n');
	if (mark !== '') {
		node.append(hidden('kind', mark));
	}
	const direction = view.sort?.name === column.name ? view.sort.direction : undefined;
	node.setAttribute('aria-sort', direction ?? 'none');
	if (direction !== undefined) {
		node.append(hidden('sort', direction === 'ascending' ? '▲' : '▼'));
	}
}

/** Titles are the first row, and the boxes below them the second; what is pinned has such rows of its own. */
export function numberHeaderRows(container: HTMLElement): void {
	for (const header of container.querySelectorAll('.slick-header-columns')) {
		header.setAttribute('aria-rowindex', '1');
	}
	for (const header of container.querySelectorAll('.slick-headerrow-columns')) {
		header.setAttribute('role', 'row');
		header.setAttribute('aria-rowindex', '2');
	}
}

/** The box below the title of a column. */
export function filterInput(
	column: TableColumn,
	model: Pick<TableModel, 'columnFilter'>,
	texts: PageTexts,
	onInput: (text: string) => void,
): HTMLInputElement {
	const input = document.createElement('input');
	input.type = 'text';
	input.spellcheck = false;
	input.value = model.columnFilter(column.name);
	input.setAttribute(
		'aria-label',
		texts.filterColumn.replace('{0}', () => column.title),
	);
	input.title = texts.filterHint;
	input.dataset['column'] = column.name;
	input.addEventListener('input', () => {
		onInput(input.value);
	});
	return input;
}

/** Gives the focus to the box that takes the place of one that has it, with the cursor where it is. */
export function refocusInput({
	dataset,
	selectionStart,
	selectionEnd,
}: HTMLInputElement): (container: HTMLElement) => void {
	const { column } = dataset;
	return container => {
		for (const input of container.querySelectorAll('input')) {
			if (input.dataset['column'] === column) {
				input.focus({ preventScroll: true });
				input.setSelectionRange(selectionStart, selectionEnd);
			}
		}
	};
}

/** Seen, but not read out: attributes say the same. */
function hidden(className: string, text: string): HTMLElement {
	const element = document.createElement('span');
	element.className = className;
	element.textContent = text;
	element.setAttribute('aria-hidden', 'true');
	return element;
}
