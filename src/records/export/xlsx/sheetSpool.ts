import type { JsonText } from '../../../json/jsonText';
import { joined } from '../../../net/decodedBody';
import type { ListItem } from '../../listItems';
import { NdjsonWriter } from '../jsonWriters';
import { RecordCells } from '../recordCells';
import type { RecordWriter } from '../recordWriter';
import { SheetLimitError, sheetLimits } from './sheetLimits';

const lineFeed = 0x0a;

/**
 * The records of which an XLSX file is made, as NDJSON, with all of their fields: an archive cannot be written on, and its columns have to be known
 * before its first record.
 */
export class SheetSpool implements RecordWriter {
	private readonly cells: RecordCells;
	private readonly records = new NdjsonWriter();

	/** @param columns of a file that is written on */
	constructor(columns?: readonly string[]) {
		this.cells = new RecordCells(columns);
	}

	get state(): { readonly columns: readonly string[] } {
		return { columns: [...this.cells.columns] };
	}

	/** @throws SheetLimitError */
	write(json: JsonText, items: readonly ListItem[]): Uint8Array {
		for (const item of items) {
			this.cells.find(json, item);
		}
		if (this.cells.columns.length > sheetLimits.columns) {
			throw new SheetLimitError('columns');
		}
		return this.records.write(json, items);
	}

	end(): Uint8Array {
		return new Uint8Array();
	}
}

/** Reads what was spooled, piece by piece: records that a piece ends with come whole with the next one. */
export class SpooledRecords {
	private begun: Uint8Array[] = [];

	/** The records that are whole with this piece. */
	take(piece: Uint8Array): { readonly json: JsonText; readonly items: readonly ListItem[] } {
		const end = piece.lastIndexOf(lineFeed) + 1;
		if (end === 0) {
			this.begun.push(piece);
			return { json: { bytes: new Uint8Array(), large: new Map() }, items: [] };
		}
		const bytes = joined([...this.begun, piece.subarray(0, end)]);
		this.begun = [piece.subarray(end)];
		const items: ListItem[] = [];
		for (let start = 0; start < bytes.length;) {
			const lineEnd = bytes.indexOf(lineFeed, start);
			items.push({ start, end: lineEnd, id: undefined });
			start = lineEnd + 1;
		}
		return { json: { bytes, large: new Map() }, items };
	}
}
