import type { FormatterResultWithHtml, FormatterResultWithText } from 'slickgrid';
import { cellKind, cellText, meaningOf } from '../../../../records/table/cellText';
import type { Cell } from '../../../../records/table/rows';
import type { PageTexts } from '../../pageTexts';
import type { TableColumn } from '../tableModel';

/** UTF-16 code units of a value that a cell shows; the whole is shown on demand. */
const maxCellLength = 300;

/** What a cell shows: a text node each, never markup. */
export function cellContent(
	cell: Cell | undefined,
	column: TableColumn,
	texts: PageTexts,
): FormatterResultWithText | FormatterResultWithHtml {
	const kind = cellKind(cell);
	const classes = column.isNumeric ? 'numeric' : '';
	switch (kind) {
		case 'absent':
			return { text: '', addClasses: 'absent', toolTip: texts.absent };
		case 'null':
			return { text: 'null', addClasses: `null ${classes}` };
		case 'blank':
			return { text: '""', addClasses: `blank ${classes}`, toolTip: texts.blank };
		case 'object':
		case 'list':
			return { text: inOneLine(cellText(cell)), addClasses: 'json' };
		case 'text':
		case 'number':
		case 'boolean': {
			const text = cellText(cell);
			const meaning = meaningOf(text, column.facts, texts);
			return meaning === undefined
				? { text: inOneLine(text), addClasses: classes }
				: { html: withMeaning(text, meaning), addClasses: classes };
		}
	}
}

/** What of a text fits into a line, with its breaks as signs. */
function inOneLine(text: string): string {
	const beginning = text.length > maxCellLength ? `${text.slice(0, maxCellLength)}…` : text;
	return beginning.replace(/\r\n|[\r\n]/gu, ' ↵ ');
}

function withMeaning(text: string, meaning: string): HTMLElement {
	const element = document.createElement('span');
	const explained = document.createElement('span');
	explained.className = 'meaning';
	explained.textContent = inOneLine(meaning);
	element.append(inOneLine(text), ' ', explained);
	return element;
}
