import type { JsonText } from '../../json/jsonText';
import type { ListItem } from '../listItems';

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
	/** Of a CSV file that has its header, or of what becomes an XLSX file. */
	readonly columns?: readonly string[];
	/** Has a JSON file begun? */
	readonly hasRecords?: boolean;
}
