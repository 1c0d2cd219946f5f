import type { JsonText } from '../../json/jsonText';
import type { ListItem } from '../listItems';
import type { RecordRows } from '../table/rows';
import { ByteBuffer } from './byteBuffer';
import type { ExportFormat } from './exportFormat';

/** Some records of a table, and some of their fields. */
export interface ChosenRecords {
	readonly rows: RecordRows;
	/** Numbers of records, in the order in which they are wanted. */
	readonly order: Uint32Array;
	/** Names of fields, in the order in which they are wanted. */
	readonly columns: readonly string[];
}

/** Bytes of records that are made at once: a few milliseconds. */
const bytesPerPiece = 64_000;

const openBrace = 0x7b;
const closeBrace = 0x7d;
const comma = 0x2c;

/**
 * The records as a list has them, in pieces: objects with the chosen fields, each value as it came. A field that a record lacks is left out where the
 * format tells that from `null`; elsewhere it is `null`, so that the first record names all columns.
 */
export function* chosenRecords(
	{ rows, order, columns }: ChosenRecords,
	format: ExportFormat,
): Generator<{ readonly json: JsonText; readonly items: readonly ListItem[] }, void> {
	const absent = format === 'csv' || format === 'xlsx' ? bytesOf('null') : undefined;
	const fields = columns.map(column => ({
		number: rows.columnOf(column),
		name: bytesOf(`${JSON.stringify(column)}:`),
	}));
	const out = new ByteBuffer();
	let items: ListItem[] = [];
	for (const [index, record] of order.entries()) {
		const start = out.length;
		out.add(openBrace);
		for (const { number, name } of fields) {
			const cell = number === undefined ? undefined : rows.cell(record, number);
			const bytes = cell?.bytes ?? absent;
			if (bytes !== undefined) {
				if (out.length > start + 1) {
					out.add(comma);
				}
				out.addBytes(name);
				out.addBytes(bytes, cell?.start, cell?.end);
			}
		}
		out.add(closeBrace);
		items.push({ start, end: out.length, id: undefined });
		if (out.length > bytesPerPiece || index + 1 === order.length) {
			yield { json: { bytes: out.take(), large: new Map() }, items };
			items = [];
		}
	}
}

function bytesOf(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}
