import type { JsonText, Span } from '../../../json/jsonText';
import { compactJson, stringAt, textAt } from '../../../json/values';
import { ByteBuffer } from '../byteBuffer';
import type { RecordCells } from '../recordCells';
import type { ColumnKinds } from './columnKinds';
import { dateSerial } from './dateSerial';
import { plainDecimals } from './plainNumber';
import { SheetLimitError, type SheetLimits } from './sheetLimits';
import { columnLetters, escapeText, piecesOf } from './sheetText';
import { cellStyles, maxDecimals } from './workbookXml';

const quote = 0x22;
const ampersand = 0x26;
const less = 0x3c;
const greater = 0x3e;
const openBracket = 0x5b;
const backslash = 0x5c;
const underscore = 0x5f;
const letterF = 0x66;
const letterN = 0x6e;
const letterT = 0x74;
const openBrace = 0x7b;
const lastOfAscii = 0x7e;
const space = 0x20;

/** Bytes that are something else in XML, or may be: those of controls and of what is no character begin with the last two. */
const isSpecial = new Uint8Array(256);
for (const byte of [ampersand, less, greater, backslash, underscore, 0x7f, 0xc2, 0xef]) {
	isSpecial[byte] = 1;
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const textStart = bytesOf(`" s="${cellStyles.text}" t="inlineStr"><is><t>`);
const spacedStart = bytesOf(`" s="${cellStyles.text}" t="inlineStr"><is><t xml:space="preserve">`);
const headerStart = bytesOf(`" s="${cellStyles.header}" t="inlineStr"><is><t xml:space="preserve">`);
const textEnd = bytesOf('</t></is></c>');
const valueEnd = bytesOf('</v></c>');
const booleanStart = bytesOf('" t="b"><v>');
const styledStarts = Array.from({ length: cellStyles.number + maxDecimals + 1 }, (_, style) =>
	bytesOf(`" s="${style}"><v>`),
);
const rowEnd = bytesOf('</row>');

/** The XML of rows. A value becomes a number, a date, a boolean or a text, and never a formula. */
export class SheetRows {
	/** Texts that are longer than a cell may be: their rest is in cells behind the last column. */
	longTexts = 0;
	private readonly out = new ByteBuffer();
	private readonly cellStarts: Uint8Array[];
	private readonly kinds: readonly ('date' | 'number' | undefined)[];
	/** Of the row that is written. */
	private rest: string[] = [];
	private number: Uint8Array = new Uint8Array();

	constructor(
		private readonly columns: readonly string[],
		kinds: ColumnKinds,
		private readonly limits: SheetLimits,
	) {
		if (columns.length > limits.columns) {
			throw new SheetLimitError('columns');
		}
		this.cellStarts = columns.map((_, index) => cellStart(index));
		this.kinds = columns.map(name => kinds.get(name));
	}

	/** Bytes that were added since the last call of `take`. */
	get length(): number {
		return this.out.length;
	}

	/** Adds what stands before and behind the rows. */
	addXml(xml: string): void {
		this.out.addText(xml);
	}

	/** Adds the names of the columns as the first row. */
	addHeader(): void {
		this.startRow(1);
		this.columns.forEach((name, column) => {
			this.addText(column, name, headerStart);
		});
		this.endRow();
	}

	/** @param cells which have turned to the record @param row from 1, the header included */
	addRecord(json: JsonText, cells: RecordCells, row: number): void {
		this.startRow(row);
		for (let column = 0; column < this.columns.length; column++) {
			const end = cells.endOf(column);
			if (end > 0) {
				this.addValue(column, json, { start: cells.startOf(column), end });
			}
		}
		this.endRow();
	}

	/** What was added since the last call. */
	take(): Uint8Array<ArrayBuffer> {
		return this.out.take();
	}

	private startRow(row: number): void {
		this.number = bytesOf(String(row));
		this.out.addText(`<row r="${row}">`);
	}

	private endRow(): void {
		const { rest } = this;
		if (rest.length > 0) {
			this.rest = [];
			rest.forEach((piece, index) => {
				this.addPiece(this.columns.length + index, piece, spacedStart);
			});
		}
		this.out.addBytes(rowEnd);
	}

	private addValue(column: number, json: JsonText, { start, end }: Span): void {
		const { bytes } = json;
		const first = bytes[start];
		if (first === quote) {
			this.addString(column, bytes, { start: start + 1, end: end - 1 });
		} else if (first === openBrace || first === openBracket) {
			this.addText(column, compactJson(json, { start, end }), spacedStart);
		} else if (first === letterT || first === letterF) {
			this.addRaw(column, booleanStart, bytesOf(first === letterT ? '1' : '0'), valueEnd);
		} else if (first !== letterN && !this.addNumber(column, bytes, { start, end })) {
			this.addText(column, textAt(bytes, { start, end }), textStart);
		}
	}

	/** @param inner of a string, without its quotes */
	private addString(column: number, bytes: Uint8Array, inner: Span): void {
		const { start, end } = inner;
		const kind = this.kinds[column];
		const isDone =
			start === end ||
			(kind === 'number' && this.addNumber(column, bytes, inner)) ||
			(kind === 'date' && this.addDate(column, bytes, inner));
		if (isDone) {
			return;
		}
		if (end - start <= this.limits.text && isPlain(bytes, inner)) {
			const isSpaced = isSpaceOrWide(bytes[start]) || isSpaceOrWide(bytes[end - 1]);
			this.addRaw(column, isSpaced ? spacedStart : textStart, bytes.subarray(start, end), textEnd);
		} else {
			this.addText(column, stringAt(bytes, { start: start - 1, end: end + 1 }), spacedStart);
		}
	}

	private addNumber(column: number, bytes: Uint8Array, span: Span): boolean {
		const decimals = plainDecimals(bytes, span) ?? Infinity;
		if (decimals > maxDecimals) {
			return false;
		}
		this.addStyled(column, cellStyles.number + decimals, bytes.subarray(span.start, span.end));
		return true;
	}

	private addDate(column: number, bytes: Uint8Array, span: Span): boolean {
		const date = dateSerial(bytes, span);
		if (date === undefined) {
			return false;
		}
		this.addStyled(column, date.hasTime ? cellStyles.moment : cellStyles.day, bytesOf(String(date.serial)));
		return true;
	}

	private addStyled(column: number, style: number, value: Uint8Array): void {
		const start = styledStarts[style];
		if (start !== undefined) {
			this.addRaw(column, start, value, valueEnd);
		}
	}

	private addText(column: number, text: string, start: Uint8Array): void {
		const { limits } = this;
		if (text.length <= limits.text) {
			this.addPiece(column, text, start);
			return;
		}
		const [first = '', ...rest] = piecesOf(text, limits.text);
		this.longTexts++;
		this.rest = this.rest.concat(rest);
		if (this.columns.length + this.rest.length > limits.columns) {
			throw new SheetLimitError('columns');
		}
		this.addPiece(column, first, start);
	}

	private addPiece(column: number, text: string, start: Uint8Array): void {
		this.addRaw(column, start, bytesOf(escapeText(text)), textEnd);
	}

	private addRaw(column: number, start: Uint8Array, content: Uint8Array, end: Uint8Array): void {
		const { out } = this;
		out.addBytes(this.cellStarts[column] ?? cellStart(column));
		out.addBytes(this.number);
		out.addBytes(start);
		out.addBytes(content);
		out.addBytes(end);
	}
}

function cellStart(column: number): Uint8Array {
	return bytesOf(`<c r="${columnLetters(column)}`);
}

/** Is the inside of a JSON string the same in XML? Control characters below the space, and halves of pairs, are escapes there. */
function isPlain(bytes: Uint8Array, { start, end }: Span): boolean {
	for (let index = start; index < end; index++) {
		if (isSpecial[bytes[index] ?? 0] === 1) {
			return false;
		}
	}
	return true;
}

/** White space beyond ASCII counts for some readers. */
function isSpaceOrWide(byte = 0): boolean {
	return byte <= space || byte > lastOfAscii;
}
