import { type CsvOptions, CsvWriter } from './csvWriter';
import { JsonArrayWriter, NdjsonWriter } from './jsonWriters';
import type { RecordWriter, WriterState } from './recordWriter';
import { SheetSpool } from './xlsx/sheetSpool';

/** What a file of records may be, by its ending. */
export const exportFormats = ['csv', 'ndjson', 'json', 'xlsx'] as const;

export type ExportFormat = (typeof exportFormats)[number];

/** Of an XLSX file it writes the records of which the file is made when it has all of them. */
export function recordWriter(format: ExportFormat, csv: CsvOptions, state: WriterState = {}): RecordWriter {
	switch (format) {
		case 'csv':
			return new CsvWriter(csv, state);
		case 'ndjson':
			return new NdjsonWriter();
		case 'json':
			return new JsonArrayWriter(state.hasRecords);
		case 'xlsx':
			return new SheetSpool(state.columns);
	}
}

/** The format that a file's name asks for; undefined for another one. */
export function formatOf(name: string): ExportFormat | undefined {
	const ending = /\.(?<ending>[^.]+)$/u.exec(name)?.groups?.['ending']?.toLowerCase() ?? '';
	return exportFormats.find(format => format === ending || (format === 'ndjson' && ending === 'jsonl'));
}
