import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { CommandOf } from '../../contributions';
import { noteBeside, targetOf } from '../../disk/partFile';
import type { ExportJob } from '../../disk/writeExport';
import { operationOf } from '../../flowlu/operation';
import type { ChosenRecords } from '../../records/export/chosenRecords';
import type { CommandHandlers } from '../../ui/commands/commands';
import { showMessage, suggestTrust } from '../../ui/messages/messages';
import { isLocalFile } from '../../ui/prompts/localFile';
import { csvDelimiter } from '../../ui/settings';
import type { ExportDependencies, ListSource } from './exportDependencies';
import { runExport } from './exportRun';
import { jobOf, pickTarget } from './exportTarget';
import { runRecordsExport } from './recordsExportRun';

/** What asks the user for a file and writes it. */
export interface ExportFlows {
	readonly commands: CommandHandlers<CommandOf<'exporting'>>;
	/** Every page of a list. */
	exportPages(source: ListSource): Promise<void>;
	/** Records that are in memory. @param title of the dialog that asks for the file @param entity `crm/lead` */
	exportRecords(chosen: ChosenRecords, title: string, entity: string | undefined): Promise<void>;
}

export function exportFlows(dependencies: ExportDependencies): ExportFlows {
	async function exportPages(source: ListSource): Promise<void> {
		const job = await newJob(source);
		if (job !== undefined) {
			await runExport(job, dependencies);
		}
	}

	return {
		commands: {
			'flowlu.exportAllPages': async (uri, offset) => {
				const source = isTrusted() ? await dependencies.sourceAt(uri, offset) : undefined;
				if (source !== undefined) {
					await exportPages(source);
				}
			},
			'flowlu.resumeExport': async () => {
				const job = isTrusted() ? await pickedJob() : undefined;
				if (job !== undefined) {
					await runExport(job, dependencies);
				}
			},
		},
		exportPages,
		exportRecords: async (chosen, title, entity) => {
			const target = await pickTarget(title, entity);
			if (target?.kind === 'new') {
				await runRecordsExport(chosen, { ...target, entity }, dependencies);
			}
		},
	};
}

function isTrusted(): boolean {
	if (!vscode.workspace.isTrusted) {
		void suggestTrust();
	}
	return vscode.workspace.isTrusted;
}

/** Asks for the file. What writes is never repeated, so only a list has pages to read. */
async function newJob(source: ListSource): Promise<ExportJob | undefined> {
	const { kind, entity } = operationOf(source.request);
	if (kind !== 'list') {
		void showMessage('warning', vscode.l10n.t('Only a list can be exported: a GET request whose path ends in /list.'));
		return undefined;
	}
	const { url, headers } = source.request;
	const target = await pickTarget(vscode.l10n.t('Export all pages'), entity, url);
	if (target?.kind !== 'new') {
		return target?.job;
	}
	return {
		target: target.path,
		plan: { url, format: target.format, csv: { delimiter: csvDelimiter(), hasMark: true }, max: source.max },
		headers,
		session: source.session,
	};
}

async function pickedJob(): Promise<ExportJob | undefined> {
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
	const [picked] =
		(await vscode.window.showOpenDialog({
			title: vscode.l10n.t('Resume the export to an unfinished file'),
			openLabel: vscode.l10n.t('Resume'),
			filters: { [vscode.l10n.t('Unfinished exports')]: ['part', 'resume'] },
			...(folder && { defaultUri: folder }),
		})) ?? [];
	if (picked === undefined || !isLocalFile(picked)) {
		return undefined;
	}
	const target = targetOf(picked.fsPath);
	const job = target === undefined ? undefined : jobOf(target, await noteBeside(target));
	if (job === undefined) {
		const name = basename(picked.fsPath);
		void showMessage('warning', vscode.l10n.t('{0} cannot be resumed. Export the list again.', name));
	}
	return job;
}
