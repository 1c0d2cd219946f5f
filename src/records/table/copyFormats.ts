import { guardFormulas } from '../formulaGuard';
import { cellJson, cellText } from './cellText';
import type { Cell } from './rows';

export type CopyFormat = 'tsv' | 'csv' | 'markdown' | 'json';

/** Some rows and columns of a table. */
export interface CellRange {
	/** What the columns are called in a response. */
	readonly names: readonly string[];
	/** Cells in the order of the names, row by row. */
	readonly rows: Iterable<readonly (Cell | undefined)[]>;
}

/** Rows that are written in one step: a few milliseconds. */
const rowsPerStep = 500;

/**
 * Cells as text for the clipboard, in steps. JSON has every value as it came, and leaves out what a record does not have; the other formats have nothing
 * for `null`, and CSV and Markdown have the names above the cells.
 */
export function* copyText(format: CopyFormat, { names, rows }: CellRange): Generator<void, string> {
	const lines: string[] = [];
	for (const cells of rows) {
		lines.push(lineOf(format, names, cells));
		if (lines.length % rowsPerStep === 0) {
			yield;
		}
	}
	const [only = ''] = lines;
	switch (format) {
		case 'json':
			return lines.length === 1 && names.length === 1 ? (only === '{}' ? '' : only) : `[\n${lines.join(',\n')}\n]`;
		case 'markdown':
			return [markdownLine(names), markdownLine(names.map(() => '---')), ...lines].join('\n');
		case 'tsv':
			return lines.join('\n');
		case 'csv':
			return [names.map(name => quoted(guardFormulas(name), ',')).join(','), ...lines, ''].join('\r\n');
	}
}

function lineOf(format: CopyFormat, names: readonly string[], cells: readonly (Cell | undefined)[]): string {
	switch (format) {
		case 'json': {
			const members = cells.flatMap((cell, index) => {
				const json = cellJson(cell);
				return json === undefined ? [] : [`${JSON.stringify(names[index] ?? '')}: ${json}`];
			});
			return `{${members.length === 0 ? '' : ` ${members.join(', ')} `}}`;
		}
		case 'markdown':
			return markdownLine(cells.map(cellText));
		case 'tsv':
			return cells.map(cell => quoted(guardFormulas(cellText(cell)), '\t')).join('\t');
		case 'csv':
			return cells.map(cell => quoted(guardFormulas(cellText(cell)), ',')).join(',');
	}
}

/** RFC 4180 §2, which spreadsheets follow for tabs, too. */
function quoted(text: string, delimiter: ',' | '\t'): string {
	return text.includes(delimiter) || /["\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function markdownLine(texts: readonly string[]): string {
	return `| ${texts.map(text => text.replace(/[\\|]/gu, '\\$&').replace(/\r\n|[\r\n]/gu, '<br>')).join(' | ')} |`;
}
