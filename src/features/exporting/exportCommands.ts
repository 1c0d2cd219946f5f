import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { CommandOf } from '../../contributions';
import { isPlainEntity, operationOf } from '../../flowlu/operation';
import { readNote } from '../../records/export/exportNote';
import { exportFormats, formatOf } from '../../records/export/exportFormat';
import type { CommandHandlers } from '../../ui/commands/commands';
import { ask, showMessage, suggestTrust } from '../../ui/messages/messages';
import { csvDelimiter } from '../../ui/settings';
import type { ExportDependencies, ListSource } from './exportDependencies';
import type { ExportJob } from '../../disk/writeExport';
import { runExport } from './exportRun';
import { noteBeside, targetOf } from '../../disk/partFile';

const filters = { CSV: ['csv'], XLSX: ['xlsx'], NDJSON: ['ndjson', 'jsonl'], JSON: ['json'] };

export function exportCommands(dependencies: ExportDependencies): CommandHandlers<CommandOf<'exporting'>> {
	return {
		'flowlu.exportAllPages': async (uri, offset) => {
			if (!isTrusted()) {
				return;
			}
			const source = await dependencies.sourceAt(uri, offset);
			const job = source && (await newJob(source));
			if (job !== undefined) {
				await runExport(job, dependencies);
			}
		},
		'flowlu.resumeExport': async () => {
			const job = isTrusted() ? await pickedJob() : undefined;
			if (job !== undefined) {
				await runExport(job, dependencies);
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
	const { kind, entity = '' } = operationOf(source.request);
	if (kind !== 'list') {
		void showMessage('warning', vscode.l10n.t('Only a list can be exported: a GET request whose path ends in /list.'));
		return undefined;
	}
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
	const name = isPlainEntity(entity) ? entity.replace('/', '-') : 'records';
	const picked = await vscode.window.showSaveDialog({
		title: vscode.l10n.t('Export all pages'),
		saveLabel: vscode.l10n.t('Export'),
		filters,
		...(folder && { defaultUri: vscode.Uri.joinPath(folder, `${name}.csv`) }),
	});
	const format = picked && formatOf(picked.path);
	if (picked === undefined || !isFile(picked)) {
		return undefined;
	}
	if (format === undefined) {
		const endings = exportFormats.map(each => `.${each}`).join(', ');
		void showMessage('warning', vscode.l10n.t('The ending of the file says what is written: {0}.', endings));
		return undefined;
	}
	const unfinished = await unfinishedJob(picked.fsPath);
	if (unfinished !== undefined) {
		return unfinished === 'cancelled' ? undefined : unfinished;
	}
	return {
		target: picked.fsPath,
		plan: { url: source.request.url, format, csv: { delimiter: csvDelimiter(), hasMark: true }, max: source.max },
		...{ headers: source.request.headers, session: source.session },
	};
}

/** What was begun under this name and can go on; undefined where there is nothing, or the user wants it anew. */
async function unfinishedJob(target: string): Promise<ExportJob | 'cancelled' | undefined> {
	const job = jobOf(target, await noteBeside(target));
	if (job === undefined) {
		return undefined;
	}
	const resume = vscode.l10n.t('Resume');
	const anew = vscode.l10n.t('Start Over');
	const answer = await ask(vscode.l10n.t('An export to {0} is unfinished. Go on with it?', basename(target)), {
		detail: vscode.l10n.t('It has {0} records.', job.state?.place.records ?? 0),
		actions: [resume, anew],
	});
	return answer === resume ? job : answer === anew ? undefined : 'cancelled';
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
	if (picked === undefined || !isFile(picked)) {
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

/** @param note beside the unfinished file: whoever wrote it, only a list is read with it, and only into the file that was picked */
function jobOf(target: string, note: string | undefined): ExportJob | undefined {
	const read = note === undefined ? undefined : readNote(note);
	const isList = read !== undefined && operationOf({ ...read, method: 'GET', url: read.plan.url }).kind === 'list';
	return isList ? { ...read, target: join(dirname(target), basename(target)) } : undefined;
}

function isFile({ scheme }: vscode.Uri): boolean {
	if (scheme !== 'file') {
		void showMessage('warning', vscode.l10n.t('Choose a folder on this computer: the file is written bit by bit.'));
	}
	return scheme === 'file';
}
