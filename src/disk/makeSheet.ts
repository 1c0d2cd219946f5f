import { open, rm } from 'node:fs/promises';
import { SpooledRecords } from '../records/export/xlsx/sheetSpool';
import type { ColumnKinds } from '../records/export/xlsx/columnKinds';
import { type SheetFacts, XlsxWriter } from '../records/export/xlsx/xlsxWriter';

/** Bytes of records that are written at once: a few milliseconds. */
const bytesAtOnce = 32_000;

interface SheetMaking {
	readonly columns: readonly string[];
	readonly kinds: ColumnKinds;
	readonly signal: AbortSignal;
	readonly yieldToEventLoop: () => Promise<void>;
	/** Told how many records are written. */
	readonly onRecords: (records: number) => void;
}

/**
 * Makes an XLSX file of spooled records. Where it cannot be made whole, nothing of it stays.
 * @param spool the path of their file
 * @returns undefined if the signal fires
 * @throws SheetLimitError, and what the disk throws
 */
export async function makeSheet(spool: string, path: string, making: SheetMaking): Promise<SheetFacts | undefined> {
	const { columns, kinds, signal, yieldToEventLoop, onRecords } = making;
	const source = await open(spool);
	const file = await open(path, 'w');
	let facts: SheetFacts | undefined;
	try {
		const writer = new XlsxWriter(columns, kinds);
		const spooled = new SpooledRecords();
		let records = 0;
		for (;;) {
			const { buffer, bytesRead } = await source.read({ buffer: new Uint8Array(bytesAtOnce) });
			if (signal.aborted) {
				return undefined;
			}
			if (bytesRead === 0) {
				break;
			}
			const { json, items } = spooled.take(buffer.subarray(0, bytesRead));
			await file.appendFile(await writer.write(json, items));
			records += items.length;
			onRecords(records);
			await yieldToEventLoop();
		}
		await file.appendFile(await writer.end());
		await file.sync();
		({ facts } = writer);
	} finally {
		await Promise.all([source.close(), file.close()]);
		if (facts === undefined) {
			await rm(path, { force: true });
		}
	}
	return facts;
}
