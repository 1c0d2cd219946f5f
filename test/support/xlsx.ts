import readXlsxFile, { type CellValue } from 'read-excel-file/node';
import type { ColumnKinds } from '../../src/records/export/xlsx/columnKinds';
import type { SheetLimits } from '../../src/records/export/xlsx/sheetLimits';
import { SheetSpool, SpooledRecords } from '../../src/records/export/xlsx/sheetSpool';
import { type SheetFacts, XlsxWriter } from '../../src/records/export/xlsx/xlsxWriter';
import { listItems } from '../../src/records/listItems';
import { jsonOf } from './pagedList';

/** A number as its text stands in the file, so that no digit is lost in reading. */
export class NumberCell {
	constructor(readonly text: string) {}
}

/** A cell as a reader that knows nothing of ours reads it; null where it is empty. */
export type ReadCell = string | boolean | Date | NumberCell | null;

/** The text of a cell, with every digit. */
export function digitsOf(cell: ReadCell | undefined): string {
	return cell instanceof NumberCell ? cell.text : String(cell ?? '');
}

export interface ReadSheet {
	readonly sheet: string;
	readonly data: readonly (readonly ReadCell[])[];
}

/** @param bytes of an XLSX file */
export async function readSheets(bytes: Uint8Array): Promise<readonly ReadSheet[]> {
	const sheets = await readXlsxFile(Buffer.from(bytes), {
		trim: false,
		parseNumber: text => new NumberCell(text),
	});
	return sheets.map(({ sheet, data }) => ({
		sheet,
		data: data.map(row => row.map(cellOf)),
	}));
}

/** @param cell whose type says that it may be the class of dates, and means a date, whose milliseconds are cut off and not rounded */
function cellOf(cell: CellValue<NumberCell> | null): ReadCell {
	const date: unknown = cell;
	if (date instanceof Date) {
		return new Date(Math.round(date.getTime() / 1000) * 1000);
	}
	return typeof cell === 'function' ? null : cell;
}

export interface MadeFile {
	readonly bytes: Uint8Array;
	readonly facts: SheetFacts;
}

/** The records, as JSON, as an XLSX file: spooled and then written, as an export does it. */
export async function xlsxOf(
	records: readonly string[],
	{ kinds = new Map(), limits }: { readonly kinds?: ColumnKinds; readonly limits?: SheetLimits } = {},
	bytesAtOnce = 64_000,
): Promise<MadeFile> {
	const json = jsonOf(`{"response":{"items":[${records.join()}]}}`);
	const spool = new SheetSpool();
	const spooled = spool.write(json, [...listItems(json)]);
	const writer = new XlsxWriter(spool.state.columns, kinds, limits);
	const source = new SpooledRecords();
	const chunks: Uint8Array[] = [];
	for (let start = 0; start < spooled.length; start += bytesAtOnce) {
		const piece = source.take(spooled.slice(start, start + bytesAtOnce));
		chunks.push(await writer.write(piece.json, piece.items));
	}
	chunks.push(await writer.end());
	return { bytes: Buffer.concat(chunks), facts: writer.facts };
}
