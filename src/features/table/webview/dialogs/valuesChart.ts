import { meaningOf } from '../../../../records/table/cellText';
import type { TopValues } from '../../../../records/table/topValues';
import type { PageTexts } from '../../pageTexts';
import type { TableColumn } from '../tableModel';
import type { DialogContent } from './valueDialog';
import { counted } from '../wording';

/** UTF-16 code units of a value that the chart shows. */
const maxValueLength = 200;

/** How often each value of a column is there, as a table with a bar in each row; the bars say nothing that the numbers do not. */
export function valuesChart(
	column: TableColumn,
	{ count, empty, top, others }: TopValues,
	texts: PageTexts,
): DialogContent {
	const table = document.createElement('table');
	table.className = 'values';
	const caption = document.createElement('caption');
	caption.textContent = counted(texts.records, count);
	const longest = Math.max(1, empty, top[0]?.count ?? 0);
	const body = document.createElement('tbody');
	for (const value of top) {
		const meaning = meaningOf(value.text, column.facts, texts);
		body.append(row(meaning === undefined ? value.text : `${value.text} ${meaning}`, value.count, longest));
	}
	if (others.distinct > 0) {
		// As many values as there are would make every other bar a line.
		body.append(row(counted(texts.otherValues, others.distinct), others.count, undefined));
	}
	if (empty > 0) {
		body.append(row(texts.emptyValue, empty, longest));
	}
	table.append(caption, head(texts), body);
	const content = document.createElement('div');
	content.className = 'chart';
	content.tabIndex = 0;
	content.setAttribute('role', 'region');
	content.setAttribute('aria-label', texts.values);
	content.append(table);
	return { title: column.title, content, focused: content };
}

function head(texts: PageTexts): HTMLElement {
	const element = document.createElement('thead');
	const line = document.createElement('tr');
	for (const text of [texts.value, texts.count]) {
		const cell = document.createElement('th');
		cell.scope = 'col';
		cell.textContent = text;
		line.append(cell);
	}
	element.append(line);
	return element;
}

/** @param longest what the longest bar stands for; undefined: without a bar */
function row(text: string, count: number, longest: number | undefined): HTMLElement {
	const element = document.createElement('tr');
	const name = document.createElement('th');
	name.scope = 'row';
	name.textContent = text.length > maxValueLength ? `${text.slice(0, maxValueLength)}…` : text;
	const value = document.createElement('td');
	const number = document.createElement('span');
	number.textContent = counted('{0}', count);
	const amount = document.createElement('div');
	amount.append(number);
	value.append(amount);
	if (longest !== undefined) {
		const bar = document.createElement('span');
		bar.className = 'bar';
		bar.style.width = `${Math.max(0.5, (100 * count) / longest)}%`;
		const track = document.createElement('span');
		track.className = 'track';
		track.setAttribute('aria-hidden', 'true');
		track.append(bar);
		amount.append(track);
	}
	element.append(name, value);
	return element;
}
