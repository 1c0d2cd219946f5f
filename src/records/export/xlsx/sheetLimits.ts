/** What spreadsheet programs take. */
export interface SheetLimits {
	/** Of a sheet, its header included. */
	readonly rows: number;
	readonly columns: number;
	/** UTF-16 units in a cell. */
	readonly text: number;
	/** Of the XML of a sheet, behind which another begins: an archive without extensions counts to 4 GiB. */
	readonly sheetBytes: number;
	/** Of the file. */
	readonly fileBytes: number;
}

export const sheetLimits: SheetLimits = {
	rows: 1_048_576,
	columns: 16_384,
	text: 32_767,
	sheetBytes: 4_000_000_000,
	fileBytes: 4_000_000_000,
};

/** The records do not fit into an XLSX file; nothing of them is lost, as another format takes them. */
export class SheetLimitError extends Error {
	override readonly name = 'SheetLimitError' as const;

	constructor(readonly limit: 'columns' | 'bytes') {
		super(`The records need more ${limit} than an XLSX file has.`);
	}
}
