import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { noteBeside } from '../../disk/partFile';
import type { ExportJob } from '../../disk/writeExport';
import { isPlainEntity, operationOf } from '../../flowlu/operation';
import { exportFormats, type ExportFormat, formatOf } from '../../records/export/exportFormat';
import { readNote } from '../../records/export/exportNote';
import { ask, showMessage } from '../../ui/messages/messages';
import { isLocalFile } from '../../ui/prompts/localFile';

const filters = { CSV: ['csv'], XLSX: ['xlsx'], NDJSON: ['ndjson', 'jsonl'], JSON: ['json'] };

/** A file to begin, or one whose export goes on. */
type ExportTarget =
	| { readonly kind: 'new'; readonly path: string; readonly format: ExportFormat }
	| { readonly kind: 'unfinished'; readonly job: ExportJob };

/** Asks for the file. @param entity names it: `crm/lead` @returns undefined where the user cancelled, or was told why it cannot be this one */
export async function pickTarget(title: string, entity: string | undefined): Promise<ExportTarget | undefined> {
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
	const name = entity !== undefined && isPlainEntity(entity) ? entity.replace('/', '-') : 'records';
	const picked = await vscode.window.showSaveDialog({
		title,
		saveLabel: vscode.l10n.t('Export'),
		filters,
		...(folder && { defaultUri: vscode.Uri.joinPath(folder, `${name}.csv`) }),
	});
	if (picked === undefined || !isLocalFile(picked)) {
		return undefined;
	}
	const format = formatOf(picked.path);
	if (format === undefined) {
		const endings = exportFormats.map(each => `.${each}`).join(', ');
		void showMessage('warning', vscode.l10n.t('The ending of the file says what is written: {0}.', endings));
		return undefined;
	}
	const path = picked.fsPath;
	const job = await unfinishedJob(path);
	return job === 'cancelled'
		? undefined
		: job === undefined
			? { kind: 'new', path, format }
			: { kind: 'unfinished', job };
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

/** @param note beside the unfinished file: whoever wrote it, only a list is read with it, and only into the file that was picked */
export function jobOf(target: string, note: string | undefined): ExportJob | undefined {
	const read = note === undefined ? undefined : readNote(note);
	const isList = read !== undefined && operationOf({ ...read, method: 'GET', url: read.plan.url }).kind === 'list';
	return isList ? { ...read, target: join(dirname(target), basename(target)) } : undefined;
}
