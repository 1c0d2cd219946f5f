import type { Span } from '../../json/jsonText';
import { JsonReader } from '../../json/reader';
import { isContainer, membersOf, passOver, standsAt, stringAt } from '../../json/values';
import { customFieldIn } from './customFieldColumn';
import { GrowingNumbers } from './growingNumbers';

/** A value of a record, where it stands in the bytes that it came in. */
export interface Cell extends Span {
	readonly bytes: Uint8Array;
}

/** A field that records have, in the order in which the first of each came. */
export interface FoundColumn {
	readonly name: string;
	/** What a response itself calls it, as it does with `customfields=1`. */
	readonly title?: string;
}

/** Bytes that are read in one step: a few milliseconds. */
const bytesPerStep = 256_000;

/** More columns than anybody looks at; further fields of a response with ever new names are left out. */
const maxColumns = 2000;

/** What a record that is no object has for a name of its one column. */
const wholeRecord = 'value';

/** Records as the bytes that they came in, with where the cells of each stand: three numbers a cell. Nothing of them is parsed before it is shown. */
export class RecordRows {
	readonly columns: FoundColumn[] = [];
	/** Fields left out, as there were too many. */
	omittedFields = 0;
	private readonly numbers = new Map<string, number>();
	/** The columns of a record's fields, by the place that they had in the record before: most records have the same fields in the same order. */
	private readonly usual: { readonly column: number; readonly name: Uint8Array }[] = [];
	private readonly pieces: { readonly bytes: Uint8Array; readonly firstRow: number }[] = [];
	/** Of each row, its first cell. */
	private readonly firstCells = new GrowingNumbers();
	/** Column, start and end of each cell. */
	private readonly cells = new GrowingNumbers();

	get length(): number {
		return this.firstCells.length;
	}

	/** Adds the records of a JSON array, in steps of a few milliseconds. @param bytes valid JSON, which is kept and must not change */
	*append(bytes: Uint8Array): Generator<void, void> {
		this.pieces.push({ bytes, firstRow: this.length });
		const reader = new JsonReader(bytes);
		reader.read();
		for (let until = bytesPerStep; ;) {
			const part = reader.read();
			if (part !== 'open' && part !== 'scalar' && part !== 'comma') {
				return;
			}
			if (part !== 'comma') {
				this.firstCells.push(this.cells.length / 3);
				this.readRecord(bytes, reader, part);
			}
			if (reader.end > until) {
				until = reader.end + bytesPerStep;
				yield;
			}
		}
	}

	/** Undefined where the record has no such field. Of a field that it has twice the last counts, as `JSON.parse` reads it. */
	cell(row: number, column: number): Cell | undefined {
		const first = this.firstCells.at(row);
		const end = row + 1 < this.length ? this.firstCells.at(row + 1) : this.cells.length / 3;
		for (let cell = end - 1; cell >= first; cell--) {
			if (this.cells.at(3 * cell) === column) {
				return { bytes: this.bytesOf(row), start: this.cells.at(3 * cell + 1), end: this.cells.at(3 * cell + 2) };
			}
		}
		return undefined;
	}

	/** The number of a column by its name. */
	columnOf(name: string): number | undefined {
		return this.numbers.get(name);
	}

	private bytesOf(row: number): Uint8Array {
		let low = 0;
		let high = this.pieces.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((this.pieces[middle]?.firstRow ?? 0) <= row) {
				low = middle;
			} else {
				high = middle - 1;
			}
		}
		return this.pieces[low]?.bytes ?? new Uint8Array();
	}

	private readRecord(bytes: Uint8Array, reader: JsonReader, opened: 'open' | 'scalar'): void {
		const { start } = reader;
		if (opened === 'scalar' || !isObject(bytes, start)) {
			this.addCell(this.numberOf({ name: wholeRecord }), start, opened === 'scalar' ? reader.end : passOver(reader));
			return;
		}
		let column: number | undefined;
		for (let place = 0; ;) {
			const part = reader.read();
			if (part === 'close' || part === 'invalid' || part === 'end') {
				return;
			}
			if (part === 'key') {
				column = this.columnAt(place++, bytes, reader);
			} else if (part !== 'comma') {
				const valueStart = reader.start;
				const valueEnd = part === 'open' ? passOver(reader) : reader.end;
				if (column !== undefined) {
					this.addField(column, { bytes, start: valueStart, end: valueEnd });
				}
			}
		}
	}

	private columnAt(place: number, bytes: Uint8Array, reader: JsonReader): number | undefined {
		const usual = this.usual[place];
		if (usual !== undefined && standsAt(bytes, reader, usual.name)) {
			return usual.column;
		}
		const column = this.numberOf({ name: stringAt(bytes, reader) });
		if (column !== undefined) {
			this.usual[place] = { column, name: bytes.slice(reader.start, reader.end) };
		}
		return column;
	}

	private numberOf(found: FoundColumn): number | undefined {
		const known = this.numbers.get(found.name);
		if (known !== undefined) {
			return known;
		}
		if (this.columns.length === maxColumns) {
			this.omittedFields++;
			return undefined;
		}
		this.numbers.set(found.name, this.columns.length);
		return this.columns.push(found) - 1;
	}

	/** The definitions of `customfields=1` become a column each. */
	private addField(column: number, cell: Cell): void {
		const json = { bytes: cell.bytes, large: new Map() };
		if (this.columns[column]?.name !== 'customfields' || cell.bytes[cell.start] !== openBracket) {
			this.addCell(column, cell.start, cell.end);
			return;
		}
		for (const element of membersOf(json, cell)) {
			const field = isContainer(json, element) ? customFieldIn(cell.bytes, element) : undefined;
			if (field !== undefined) {
				const { value, ...found } = field;
				this.addCell(this.numberOf(found), value.start, value.end);
			}
		}
		this.addCell(column, cell.start, cell.end);
	}

	private addCell(column: number | undefined, start: number, end: number): void {
		if (column !== undefined) {
			this.cells.push(column);
			this.cells.push(start);
			this.cells.push(end);
		}
	}
}

const openBrace = 0x7b;
const openBracket = 0x5b;

function isObject(bytes: Uint8Array, start: number): boolean {
	return bytes[start] === openBrace;
}
