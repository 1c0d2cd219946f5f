import type { JsonText, Span } from '../../json/jsonText';
import { JsonReader } from '../../json/reader';
import { compactJson, stringAt } from '../../json/values';
import type { ListItem } from '../listItems';
import { ByteBuffer } from './byteBuffer';
import { guardFormulas } from '../formulaGuard';
import type { RecordWriter } from './recordWriter';

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

const lineEnd = '\r\n';

/** The single column of records that are no objects. */
const valueColumn = 'value';

/**
 * CSV by RFC 4180. The columns are the fields of the first page, in their order. Digits are copied as they came; `null` and a field that a record lacks
 * are empty, objects and lists are JSON.
 */
export class CsvWriter implements RecordWriter {
	/** Fields that came when the header was written already: they have no column. */
	readonly leftOut = new Set<string>();
	private readonly out = new ByteBuffer();
	private readonly delimiter: number;
	private readonly indexes: Map<string, number>;
	private names: readonly Uint8Array[];
	/** The place of each cell of a record; an end of 0 where it has none. */
	private starts: number[] = [];
	private ends: number[] = [];

	/** @param columns of a file that is written on, which has its header */
	constructor(
		private readonly options: CsvOptions,
		private columns?: readonly string[],
	) {
		this.delimiter = options.delimiter.charCodeAt(0);
		this.indexes = new Map(columns?.map((name, index) => [name, index]));
		this.names = (columns ?? []).map(encodedName);
	}

	get state(): { readonly columns?: readonly string[] } {
		return this.columns === undefined ? {} : { columns: this.columns };
	}

	write(json: JsonText, items: readonly ListItem[]): Uint8Array {
		if (this.columns === undefined && items.length > 0) {
			this.writeHeader(columnsOf(json, items));
		}
		for (const item of items) {
			this.findCells(json, item);
			this.writeRow(json);
		}
		return this.out.take();
	}

	/** A list without records names no fields: its file is empty. */
	end(): Uint8Array {
		return new Uint8Array();
	}

	private writeHeader(columns: readonly string[]): void {
		this.columns = columns;
		this.names = columns.map(encodedName);
		columns.forEach((name, index) => this.indexes.set(name, index));
		this.out.addText(this.options.hasMark ? '\ufeff' : '');
		columns.forEach((name, index) => {
			this.startCell(index);
			this.writeText(name);
		});
		this.out.addText(lineEnd);
	}

	private findCells({ bytes }: JsonText, item: Span): void {
		const count = this.names.length;
		this.starts = new Array<number>(count).fill(0);
		this.ends = new Array<number>(count).fill(0);
		if (bytes[item.start] !== openBrace) {
			this.place(this.indexOf(valueColumn), item);
			return;
		}
		const reader = new JsonReader(bytes, item.start);
		reader.read();
		let column = -1;
		let start = 0;
		while (reader.end < item.end) {
			const part = reader.read();
			if (reader.depth > 1 || part === 'comma') {
				start = part === 'open' && reader.depth === 2 ? reader.start : start;
			} else if (part === 'key') {
				// Records have their fields in one order nearly always.
				const next = column + 1;
				column = isName(bytes, reader, this.names[next]) ? next : this.indexOf(stringAt(bytes, reader));
			} else if (part === 'scalar') {
				this.place(column, reader);
			} else if (part === 'close' && reader.depth === 1) {
				this.place(column, { start, end: reader.end });
			}
		}
	}

	private indexOf(name: string): number {
		const index = this.indexes.get(name) ?? -1;
		if (index < 0) {
			this.leftOut.add(name);
		}
		return index;
	}

	private place(column: number, { start, end }: Span): void {
		if (column >= 0) {
			this.starts[column] = start;
			this.ends[column] = end;
		}
	}

	private writeRow(json: JsonText): void {
		for (let column = 0; column < this.names.length; column++) {
			this.startCell(column);
			const start = this.starts[column] ?? 0;
			const end = this.ends[column] ?? 0;
			if (end > 0) {
				this.writeValue(json, { start, end });
			}
		}
		this.out.addText(lineEnd);
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
		const guarded = guardFormulas(text);
		const needsQuotes = /["\r\n]/u.test(guarded) || guarded.includes(this.options.delimiter);
		this.out.addText(needsQuotes ? `"${guarded.replaceAll('"', '""')}"` : guarded);
	}
}

/** A letter or a digit; all that starts a formula is none, and neither is white space. */
function isPlainStart(byte: number): boolean {
	return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

function encodedName(name: string): Uint8Array {
	return new TextEncoder().encode(JSON.stringify(name));
}

function isName(bytes: Uint8Array, { start, end }: Span, name: Uint8Array | undefined): boolean {
	if (name?.length !== end - start) {
		return false;
	}
	for (let index = 0; index < name.length; index++) {
		if (bytes[start + index] !== name[index]) {
			return false;
		}
	}
	return true;
}

/** The fields of all records of a page, in the order in which they come first. */
function columnsOf({ bytes }: JsonText, items: readonly ListItem[]): readonly string[] {
	const names = new Set<string>();
	for (const item of items) {
		if (bytes[item.start] !== openBrace) {
			names.add(valueColumn);
			continue;
		}
		const reader = new JsonReader(bytes, item.start);
		while (reader.end < item.end) {
			if (reader.read() === 'key' && reader.depth === 1) {
				names.add(stringAt(bytes, reader));
			}
		}
	}
	return [...names];
}
