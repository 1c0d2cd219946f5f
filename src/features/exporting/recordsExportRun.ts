import { basename } from 'node:path';
import * as vscode from 'vscode';
import { writeRecords } from '../../disk/writeRecords';
import { exportedRecordsText, recordsProgressText, sheetText } from '../../messages/exportMessages';
import type { ChosenRecords } from '../../records/export/chosenRecords';
import type { ExportFormat } from '../../records/export/exportFormat';
import { columnKinds } from '../../records/export/xlsx/columnKinds';
import { showMessage } from '../../ui/messages/messages';
import { csvDelimiter } from '../../ui/settings';
import { yieldToEventLoop } from '../../ui/yieldToEventLoop';
import type { ExportDependencies } from './exportDependencies';
import { openWritten, writeWithProgress } from './exportProgress';

/** The file that records become, and the entity that they are of: `crm/lead`. */
interface RecordsFile {
	readonly path: string;
	readonly format: ExportFormat;
	readonly entity: string | undefined;
}

/** Writes records that are in memory into a file, and says how many there are in it. */
export async function runRecordsExport(
	chosen: ChosenRecords,
	{ path, format, entity = '' }: RecordsFile,
	{ catalog }: Pick<ExportDependencies, 'catalog'>,
): Promise<void> {
	const count = chosen.order.length;
	const kinds = columnKinds(await catalog.load(), entity);
	const written = await writeWithProgress(path, (signal, tell) =>
		writeRecords(chosen, {
			target: path,
			format,
			kinds,
			signal,
			yieldToEventLoop,
			csv: { delimiter: csvDelimiter(), hasMark: true },
			onRecords: records => {
				tell(recordsProgressText(records, count));
			},
		}),
	);
	if (written === undefined) {
		return;
	}
	const { sheets } = written;
	const exported = exportedRecordsText(count, basename(path));
	const open = vscode.l10n.t('Open');
	const text = [exported, sheets === undefined ? '' : sheetText(sheets)].join(' ').trim();
	if ((await showMessage('information', text, open)) === open) {
		await openWritten(path, sheets !== undefined);
	}
}
