import { SpooledRecords } from '../records/export/xlsx/sheetSpool';
import type { ColumnKinds } from '../records/export/xlsx/columnKinds';
import { type SheetFacts, XlsxWriter } from '../records/export/xlsx/xlsxWriter';
import { type RewriteTurns, rewriteFile } from './rewriteFile';

interface SheetMaking extends RewriteTurns {
	readonly columns: readonly string[];
	readonly kinds: ColumnKinds;
	/** Told how many records are written. */
	readonly onRecords: (records: number) => void;
}

/**
 * Makes an XLSX file of spooled records. Where it cannot be made whole, nothing of it stays.
 * @param spool the path of their file
 * @returns undefined if the signal fires
 * @throws SheetLimitError, and what the disk throws
 */
export async function makeSheet(
	spool: string,
	path: string,
	{ columns, kinds, onRecords, ...turns }: SheetMaking,
): Promise<SheetFacts | undefined> {
	const writer = new XlsxWriter(columns, kinds);
	const spooled = new SpooledRecords();
	let records = 0;
	const isWhole = await rewriteFile(spool, path, turns, {
		write: piece => {
			const { json, items } = spooled.take(piece);
			records += items.length;
			onRecords(records);
			return writer.write(json, items);
		},
		end: () => writer.end(),
	});
	return isWhole ? writer.facts : undefined;
}
