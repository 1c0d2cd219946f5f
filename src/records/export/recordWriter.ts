import type { JsonText } from '../../json/jsonText';
import type { ListItem } from '../listItems';

/** Makes the bytes of a file of the records that it gets, page by page. */
export interface RecordWriter {
	/** What a writer has to know that goes on with the file. */
	readonly state: WriterState;
	write(json: JsonText, items: readonly ListItem[]): Uint8Array;
	/** What ends the file. */
	end(): Uint8Array;
}

export interface WriterState {
	/** Of a CSV file that has its header, or of what becomes an XLSX file: every field that came, in the order in which they came first. */
	readonly columns?: readonly string[];
	/** How many of the columns the header of a CSV file names; all of them where it is absent. */
	readonly named?: number;
	/** Has a JSON file begun? */
	readonly hasRecords?: boolean;
}

/** Did fields come after the header of a CSV file was written? */
export function hasLateColumns({ columns = [], named = columns.length }: WriterState): boolean {
	return named < columns.length;
}
