import { chosenRecords, type ChosenRecords } from '../records/export/chosenRecords';
import { csvHeader, type CsvOptions } from '../records/export/csvWriter';
import { type ExportFormat, recordWriter } from '../records/export/exportFormat';
import type { ColumnKinds } from '../records/export/xlsx/columnKinds';
import { type SheetFacts, XlsxWriter } from '../records/export/xlsx/xlsxWriter';
import { PartFile } from './partFile';

export interface RecordsWriting {
	/** The path of the file. */
	readonly target: string;
	readonly format: ExportFormat;
	readonly csv: CsvOptions;
	/** Of the fields in an XLSX file. */
	readonly kinds: ColumnKinds;
	readonly signal: AbortSignal;
	readonly yieldToEventLoop: () => Promise<void>;
	/** Told how many records are written. */
	readonly onRecords: (records: number) => void;
}

/**
 * Writes records that are in memory into a file, which has its name when it is whole. Where it cannot be made, nothing of it stays.
 * @returns undefined if the signal fires
 * @throws SheetLimitError, and what the disk throws
 */
export async function writeRecords(
	chosen: ChosenRecords,
	{ target, format, csv, kinds, signal, yieldToEventLoop, onRecords }: RecordsWriting,
): Promise<{ readonly sheets?: SheetFacts } | undefined> {
	const writer = format === 'xlsx' ? new XlsxWriter(chosen.columns, kinds) : recordWriter(format, csv);
	const file = await PartFile.open(target);
	let isFinished = false;
	try {
		if (format === 'csv' && chosen.order.length === 0) {
			// The writer learns the columns from records.
			await file.append(new TextEncoder().encode(`${csvHeader(chosen.columns, csv)}\r\n`));
		}
		let records = 0;
		for (const { json, items } of chosenRecords(chosen, format)) {
			await file.append(await writer.write(json, items));
			records += items.length;
			onRecords(records);
			await yieldToEventLoop();
			if (signal.aborted) {
				return undefined;
			}
		}
		await file.append(await writer.end());
		await file.finish();
		isFinished = true;
		return writer instanceof XlsxWriter ? { sheets: writer.facts } : {};
	} finally {
		if (!isFinished) {
			await file.discard();
		}
	}
}
