import type { JsonText, Span } from '../../json/jsonText';
import { compactJson, stringAt } from '../../json/values';
import type { ListItem } from '../listItems';
import { ByteBuffer } from './byteBuffer';
import { guardFormulas } from '../formulaGuard';
import { RecordCells } from './recordCells';
import type { RecordWriter, WriterState } from './recordWriter';
import { SheetLimitError, sheetLimits } from './xlsx/sheetLimits';

export interface CsvOptions {
	readonly delimiter: string;
	/** With a byte order mark, by which spreadsheet programs know that the file is UTF-8. */
	readonly hasMark: boolean;
}

const quote = 0x22;
const backslash = 0x5c;
const openBracket = 0x5b;
const openBrace = 0x7b;
const letterN = 0x6e;

const lineEnd = new TextEncoder().encode('\r\n');

/**
 * CSV by RFC 4180. Digits are copied as they came; `null` and a field that a record lacks are empty, objects and lists are JSON. The header has the
 * fields of the first page, since it is written before the others are known: a field that comes later has its cells behind those, and a `CsvWidener`
 * gives it its name when all is there.
 */
export class CsvWriter implements RecordWriter {
	private readonly out = new ByteBuffer();
	private readonly delimiter: number;
	private cells: RecordCells | undefined;
	/** Columns that the header names. */
	private named: number;

	/** @param state of a file that is written on; without columns it has no header yet */
	constructor(
		private readonly options: CsvOptions,
		{ columns, named = columns?.length ?? 0 }: WriterState = {},
	) {
		this.delimiter = options.delimiter.charCodeAt(0);
		this.cells = columns && new RecordCells(columns);
		this.named = named;
	}

	get state(): WriterState {
		return this.cells === undefined ? {} : { columns: [...this.cells.columns], named: this.named };
	}

	/** @throws SheetLimitError */
	write(json: JsonText, items: readonly ListItem[]): Uint8Array {
		if (items.length > 0) {
			const cells = (this.cells ??= this.withHeader(json, items));
			for (const item of items) {
				cells.find(json, item);
				if (cells.columns.length > sheetLimits.columns) {
					throw new SheetLimitError('columns');
				}
				this.writeRow(json, cells);
			}
		}
		return this.out.take();
	}

	/** A list without records names no fields: its file is empty. */
	end(): Uint8Array {
		return new Uint8Array();
	}

	/** The columns of a file that begins. */
	private withHeader(json: JsonText, items: readonly ListItem[]): RecordCells {
		const cells = new RecordCells();
		for (const item of items) {
			cells.find(json, item);
		}
		this.out.addText(csvHeader(cells.columns, this.options));
		this.out.addBytes(lineEnd);
		this.named = cells.columns.length;
		return cells;
	}

	private writeRow(json: JsonText, cells: RecordCells): void {
		for (let column = 0; column < cells.columns.length; column++) {
			this.startCell(column);
			const end = cells.endOf(column);
			if (end > 0) {
				this.writeValue(json, { start: cells.startOf(column), end });
			}
		}
		this.out.addBytes(lineEnd);
	}

	private startCell(column: number): void {
		if (column > 0) {
			this.out.add(this.delimiter);
		}
	}

	private writeValue(json: JsonText, { start, end }: Span): void {
		const { bytes } = json;
		const first = bytes[start];
		if (first === openBrace || first === openBracket) {
			this.writeText(compactJson(json, { start, end }));
		} else if (first === quote && !this.isPlain(bytes, start + 1, end - 1)) {
			this.writeText(stringAt(bytes, { start, end }));
		} else if (first === quote) {
			this.out.addBytes(bytes, start + 1, end - 1);
		} else if (first !== letterN) {
			this.out.addBytes(bytes, start, end);
		}
	}

	/** Is the inside of a string the same in CSV? It has no escape, no delimiter, and does not start as a formula or with a character beyond ASCII. */
	private isPlain(bytes: Uint8Array, start: number, end: number): boolean {
		const first = bytes[start] ?? 0;
		if (start < end && !isPlainStart(first)) {
			return false;
		}
		for (let index = start; index < end; index++) {
			if (bytes[index] === backslash || bytes[index] === this.delimiter) {
				return false;
			}
		}
		return true;
	}

	private writeText(text: string): void {
		this.out.addText(csvCell(text, this.options.delimiter));
	}
}

/** The first row, without its end. */
export function csvHeader(columns: readonly string[], { delimiter, hasMark }: CsvOptions): string {
	return (hasMark ? '\ufeff' : '') + columns.map(name => csvCell(name, delimiter)).join(delimiter);
}

function csvCell(text: string, delimiter: string): string {
	const guarded = guardFormulas(text);
	const needsQuotes = /["\r\n]/u.test(guarded) || guarded.includes(delimiter);
	return needsQuotes ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** A letter or a digit; all that starts a formula is none, and neither is white space. */
function isPlainStart(byte: number): boolean {
	return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}
