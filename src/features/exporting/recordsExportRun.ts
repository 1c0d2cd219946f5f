import { basename } from 'node:path';
import * as vscode from 'vscode';
import { writeRecords } from '../../disk/writeRecords';
import { sheetText } from '../../messages/exportMessages';
import { plural } from '../../messages/plural';
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
	const { language } = vscode.env;
	const count = chosen.order.length;
	const kinds = columnKinds(await catalog.load(), entity);
	const written = await writeWithProgress(path, (signal, tell) =>
		writeRecords(chosen, {
			...{ target: path, format, kinds, signal, yieldToEventLoop },
			csv: { delimiter: csvDelimiter(), hasMark: true },
			onRecords: records => {
				tell(
					vscode.l10n.t('{0} of {1} records written', records.toLocaleString(language), count.toLocaleString(language)),
				);
			},
		}),
	);
	if (written === undefined) {
		return;
	}
	const { sheets } = written;
	const exported = plural(
		vscode.l10n.t('{0, plural, one {# record} other {# records}} exported to {1}.', count, basename(path)),
		count,
	);
	const open = vscode.l10n.t('Open');
	const text = [exported, sheets === undefined ? '' : sheetText(sheets, language)].join(' ').trim();
	if ((await showMessage('information', text, open)) === open) {
		await openWritten(path, sheets !== undefined);
	}
}
