import { parse } from 'papaparse';
import { lineCounter, maxRows, type RowFault, type RowRecord, type RowTable } from './rowTable';

/**
 * Reads CSV by RFC 4180: no value is trimmed, cast or guessed. Blank lines count for nothing.
 * @param text without byte order mark
 * @param delimiter undefined where the first line tells it: `sep=;` as Excel writes it, else the one of `,`, `;`, tab and `|` that it has most often
 */
export function csvTable(text: string, delimiter?: string): RowTable | RowFault {
	const { named, separator } = /^(?<named>sep=(?<separator>[^\r\n"])\r?\n)/iu.exec(text)?.groups ?? {};
	const content = named === undefined ? text : text.slice(named.length);
	// A line feed behind a carriage return ends a line too; only where there is none, old files end lines by the return.
	const newline = content.includes('\n') || !content.includes('\r') ? '\n' : '\r';
	const lineAt = lineCounter(newline === '\r' ? content.replaceAll('\r', '\n') : content);
	const firstLine = named === undefined ? 0 : 1;
	const records: RowRecord[] = [];
	let fault: RowFault | undefined;
	let start = 0;
	const mark = delimiter ?? separator ?? usedDelimiter(content);
	parse(content, {
		delimiter: mark,
		newline,
		step: ({ data, errors, meta }, parser) => {
			const line = firstLine + lineAt(start);
			const raw = content.slice(start, meta.cursor).replace(newline === '\n' ? /\n$/u : /\r$/u, '');
			start = meta.cursor;
			const cells = newline === '\n' ? withoutReturn(data, raw, mark) : data;
			if (errors.some(({ type }) => type === 'Quotes')) {
				fault = { code: 'rowFileSyntax', detail: String(line) };
			} else if (raw.trim() === '') {
				return;
			} else if (records.length > maxRows) {
				fault = { code: 'tooManyRows', detail: String(maxRows) };
			} else if (records[0] !== undefined && records[0].cells.length !== cells.length) {
				fault = { code: 'rowWithoutCells', detail: String(line) };
			} else {
				records.push({ line, cells });
				return;
			}
			parser.abort();
		},
	});
	const [header, ...rest] = records;
	return fault ?? { columns: (header?.cells ?? []).map(name => name.trim()), records: rest };
}

/** The cells without the carriage return before the end of their line; within quotation marks it belongs to the value. */
function withoutReturn(cells: readonly string[], raw: string, delimiter: string): readonly string[] {
	const last = cells.at(-1) ?? '';
	const isPlain = raw === last || raw.endsWith(delimiter + last);
	return isPlain && last.endsWith('\r') ? [...cells.slice(0, -1), last.slice(0, -1)] : cells;
}

/** Of the first line, outside of quotation marks; a comma where it has none of them. */
function usedDelimiter(text: string): string {
	const [line = ''] = /^.*/u.exec(text) ?? [];
	const plain = line.replace(/"[^"]*"/gu, '');
	const counts = [',', ';', '\t', '|'].map(mark => ({ mark, count: plain.split(mark).length }));
	return counts.reduce((most, each) => (each.count > most.count ? each : most)).mark;
}
