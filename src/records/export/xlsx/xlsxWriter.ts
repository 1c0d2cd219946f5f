import { Zip } from 'fflate/browser';
import type { JsonText } from '../../../json/jsonText';
import { stringAt, textAt } from '../../../json/values';
import type { ListItem } from '../../listItems';
import { ByteBuffer } from '../byteBuffer';
import { RecordCells } from '../recordCells';
import type { ColumnKinds } from './columnKinds';
import { CompressedFile } from './compressedFile';
import { SheetLimitError, sheetLimits, type SheetLimits } from './sheetLimits';
import { SheetRows } from './sheetRows';
import { sheetEnd, sheetPath, sheetStart, workbookFiles } from './workbookXml';

/** Of columns, in characters: the sign of the filter stands behind a name. */
const widths = { filter: 4, min: 9, max: 50 };

/** What is to be said of a file besides its records. */
export interface SheetFacts {
	readonly sheets: number;
	/** Texts that are longer than a cell may be: their rest is in cells behind the last column. */
	readonly longTexts: number;
}

/**
 * An XLSX file, written as the records come: an archive of one sheet, or of several where a sheet is full. Texts stand in the cells themselves, so that
 * nothing of them is held.
 */
export class XlsxWriter {
	private readonly out = new ByteBuffer();
	private readonly zip: Zip;
	private readonly cells: RecordCells;
	private readonly rows: SheetRows;
	private sheet: CompressedFile | undefined;
	private sheets = 0;
	/** Of the sheet that is written: its rows, and the bytes of its XML. */
	private row = 0;
	private sheetBytes = 0;
	private fileBytes = 0;
	private columnWidths: readonly number[] | undefined;

	/** @throws SheetLimitError, which writing does too */
	constructor(
		columns: readonly string[],
		kinds: ColumnKinds,
		private readonly limits: SheetLimits = sheetLimits,
	) {
		this.cells = new RecordCells(columns);
		this.rows = new SheetRows(columns, kinds, limits);
		this.zip = new Zip((error, chunk) => {
			if (error) {
				throw error;
			}
			this.out.addBytes(chunk);
			this.fileBytes += chunk.length;
		});
	}

	get facts(): SheetFacts {
		return { sheets: this.sheets, longTexts: this.rows.longTexts };
	}

	/** The next bytes of the file, as far as they are compressed. @param items records, or other values, whose fields all have columns */
	async write(json: JsonText, items: readonly ListItem[]): Promise<Uint8Array> {
		if (items.length > 0) {
			this.columnWidths ??= this.widthsOf(json, items);
		}
		for (const item of items) {
			if (this.row >= this.limits.rows || this.sheetBytes + this.rows.length > this.limits.sheetBytes) {
				await this.endSheet();
			}
			if (this.sheet === undefined) {
				this.startSheet();
			}
			this.cells.find(json, item);
			this.rows.addRecord(json, this.cells, ++this.row);
		}
		await this.writeRows();
		return this.taken();
	}

	/** The last bytes of the file. */
	async end(): Promise<Uint8Array> {
		if (this.sheets === 0) {
			this.startSheet();
		}
		await this.endSheet();
		for (const [path, xml] of workbookFiles(this.sheets)) {
			const file = this.file(path);
			await file.write(new TextEncoder().encode(xml));
			await file.end();
		}
		this.zip.end();
		return this.taken();
	}

	private startSheet(): void {
		this.sheets++;
		this.sheet = this.file(sheetPath(this.sheets));
		this.sheetBytes = 0;
		this.rows.addXml(sheetStart(this.sheets, this.columnWidths ?? []));
		this.rows.addHeader();
		this.row = 1;
	}

	private async endSheet(): Promise<void> {
		this.rows.addXml(sheetEnd(this.cells.columns.length, this.row));
		await this.writeRows();
		await this.sheet?.end();
		this.sheet = undefined;
	}

	private async writeRows(): Promise<void> {
		const bytes = this.rows.take();
		this.sheetBytes += bytes.length;
		await this.sheet?.write(bytes);
	}

	private file(path: string): CompressedFile {
		const file = new CompressedFile(path);
		this.zip.add(file);
		return file;
	}

	private taken(): Uint8Array {
		if (this.fileBytes > this.limits.fileBytes) {
			throw new SheetLimitError('bytes');
		}
		return this.out.take();
	}

	/** As wide as the names and the first records are. */
	private widthsOf(json: JsonText, items: readonly ListItem[]): readonly number[] {
		const { columns } = this.cells;
		const lengths = columns.map(name => name.length + widths.filter);
		for (const item of items.slice(0, 50)) {
			this.cells.find(json, item);
			columns.forEach((_, column) => {
				const span = { start: this.cells.startOf(column), end: this.cells.endOf(column) };
				const isText = json.bytes[span.start] === 0x22;
				const { length } = isText ? stringAt(json.bytes, span) : textAt(json.bytes, span);
				lengths[column] = Math.max(lengths[column] ?? 0, length + 1);
			});
		}
		return lengths.map(length => Math.min(Math.max(length, widths.min), widths.max));
	}
}
