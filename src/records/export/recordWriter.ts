import type { JsonText } from '../../json/jsonText';
import type { ListItem } from '../listItems';
import { type CsvOptions, CsvWriter } from './csvWriter';
import { JsonArrayWriter, NdjsonWriter } from './jsonWriters';

/** What a file of records may be, by its ending. */
export const exportFormats = ['csv', 'ndjson', 'json'] as const;

export type ExportFormat = (typeof exportFormats)[number];

/** Makes the bytes of a file of the records that it gets, page by page. */
export interface RecordWriter {
	/** Fields that are not in the file, since they came after what has to name them. */
	readonly leftOut: ReadonlySet<string>;
	/** What a writer has to know that goes on with the file. */
	readonly state: WriterState;
	write(json: JsonText, items: readonly ListItem[]): Uint8Array;
	/** What ends the file. */
	end(): Uint8Array;
}

export interface WriterState {
	/** Of a CSV file that has its header. */
	readonly columns?: readonly string[];
	/** Has a JSON file begun? */
	readonly hasRecords?: boolean;
}

export function recordWriter(format: ExportFormat, csv: CsvOptions, state: WriterState = {}): RecordWriter {
	switch (format) {
		case 'csv':
			return new CsvWriter(csv, state.columns);
		case 'ndjson':
			return new NdjsonWriter();
		case 'json':
			return new JsonArrayWriter(state.hasRecords);
	}
}

/** The format that a file's name asks for; undefined for another one. */
export function formatOf(name: string): ExportFormat | undefined {
	const ending = /\.(?<ending>[^.]+)$/u.exec(name)?.groups?.['ending']?.toLowerCase() ?? '';
	return exportFormats.find(format => format === ending || (format === 'ndjson' && ending === 'jsonl'));
}
