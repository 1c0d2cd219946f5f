import type { JsonText, Span } from '../../json/jsonText';
import { JsonReader } from '../../json/reader';
import { standsAt, stringAt } from '../../json/values';

const openBrace = 0x7b;

/** The single column of records that are no objects. */
const valueColumn = 'value';

/** Where the cells of a record stand, by its column: of duplicate fields the last counts. A field that has no column yet gets one behind the others. */
export class RecordCells {
	private readonly names: string[] = [];
	private readonly indexes = new Map<string, number>();
	private readonly encoded: Uint8Array[] = [];
	/** The place of each cell of a record; an end of 0 where it has none. */
	private readonly starts: number[] = [];
	private readonly ends: number[] = [];

	constructor(columns: readonly string[] = []) {
		columns.forEach(name => this.addColumn(name));
	}

	get columns(): readonly string[] {
		return this.names;
	}

	/** Turns to a record. */
	find({ bytes }: JsonText, item: Span): void {
		this.ends.fill(0);
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
				column = standsAt(bytes, reader, this.encoded[next]) ? next : this.indexOf(stringAt(bytes, reader));
			} else if (part === 'scalar') {
				this.place(column, reader);
			} else if (part === 'close' && reader.depth === 1) {
				this.place(column, { start, end: reader.end });
			}
		}
	}

	startOf(column: number): number {
		return this.starts[column] ?? 0;
	}

	/** 0 where the record has no such field. */
	endOf(column: number): number {
		return this.ends[column] ?? 0;
	}

	private indexOf(name: string): number {
		return this.indexes.get(name) ?? this.addColumn(name);
	}

	/** @returns its index */
	private addColumn(name: string): number {
		this.encoded.push(new TextEncoder().encode(JSON.stringify(name)));
		const index = this.names.push(name) - 1;
		this.indexes.set(name, index);
		return index;
	}

	private place(column: number, { start, end }: Span): void {
		this.starts[column] = start;
		this.ends[column] = end;
	}
}
