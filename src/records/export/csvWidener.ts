import { ByteBuffer } from './byteBuffer';
import { csvHeader, type CsvOptions } from './csvWriter';

const quote = 0x22;
const carriageReturn = 0x0d;

/** Gives a CSV file whose records may have more cells than its header a header of all columns, and each record a cell in every one. */
export class CsvWidener {
	private readonly out = new ByteBuffer();
	private readonly delimiter: number;
	/** Of the row that the last piece ended in. */
	private isHeader = true;
	private isQuoted = false;
	private cells = 1;

	constructor(
		private readonly columns: readonly string[],
		private readonly options: CsvOptions,
	) {
		this.delimiter = options.delimiter.charCodeAt(0);
	}

	/** @param piece of the file, which follows the one before */
	write(piece: Uint8Array): Uint8Array {
		let done = 0;
		for (let index = 0; index < piece.length; index++) {
			const byte = piece[index];
			if (byte === quote) {
				this.isQuoted = !this.isQuoted;
			} else if (this.isQuoted) {
				continue;
			} else if (byte === this.delimiter) {
				this.cells++;
			} else if (byte === carriageReturn) {
				this.addCells(piece.subarray(done, index));
				this.endRow();
				done = index;
			}
		}
		this.addCells(piece.subarray(done));
		return this.out.take();
	}

	private addCells(bytes: Uint8Array): void {
		if (!this.isHeader) {
			this.out.addBytes(bytes);
		}
	}

	private endRow(): void {
		const { columns, options } = this;
		this.out.addText(
			this.isHeader ? csvHeader(columns, options) : options.delimiter.repeat(columns.length - this.cells),
		);
		this.isHeader = false;
		this.cells = 1;
	}
}
