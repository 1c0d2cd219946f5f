import { basename } from 'node:path';
import * as vscode from 'vscode';
import { isUnfinished, noteBeside, partOf, refuseInUse } from '../../disk/partFile';
import type { ExportJob } from '../../disk/writeExport';
import { isPlainEntity, operationOf } from '../../flowlu/operation';
import { recordsText } from '../../messages/exportMessages';
import { exportFormats, type ExportFormat, formatOf } from '../../records/export/exportFormat';
import { listRequest, readNote } from '../../records/export/exportNote';
import { ask, showMessage } from '../../ui/messages/messages';
import { isLocalFile } from '../../ui/prompts/localFile';
import { isUnderWay } from './exportProgress';

const filters = { CSV: ['csv'], XLSX: ['xlsx'], NDJSON: ['ndjson', 'jsonl'], JSON: ['json'] };

/** A file to begin, or one whose export goes on. */
type ExportTarget =
	| { readonly kind: 'new'; readonly path: string; readonly format: ExportFormat }
	| { readonly kind: 'unfinished'; readonly job: ExportJob };

/**
 * Asks for the file.
 * @param entity names it: `crm/lead`
 * @param url of the list, whose unfinished file can go on; absent for records that are in memory
 * @returns undefined where the user cancelled, or was told why it cannot be this one
 * @throws UnfinishedFileError where another window or program writes it
 */
export async function pickTarget(
	title: string,
	entity: string | undefined,
	url?: string,
): Promise<ExportTarget | undefined> {
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
		void showMessage('warning', vscode.l10n.t('Use one of these file extensions: {0}.', endings));
		return undefined;
	}
	const path = picked.fsPath;
	if (isUnderWay(path)) {
		return undefined;
	}
	await refuseInUse(path);
	const job = jobOf(path, await noteBeside(path));
	if (job !== undefined && job.plan.url === url) {
		return resumeOrReplace(job, { kind: 'new', path, format });
	}
	return (await mayReplace(path, job)) ? { kind: 'new', path, format } : undefined;
}

/** Asks about an unfinished export of the same list. */
async function resumeOrReplace(job: ExportJob, fresh: ExportTarget): Promise<ExportTarget | undefined> {
	const resume = vscode.l10n.t('Resume');
	const anew = vscode.l10n.t('Start Over');
	const answer = await ask(vscode.l10n.t('An export to {0} is unfinished. Go on with it?', basename(job.target)), {
		detail: vscode.l10n.t('It has {0}.', recordsText(job.state?.place.records ?? 0)),
		actions: [resume, anew],
	});
	return answer === resume ? { kind: 'unfinished', job } : answer === anew ? fresh : undefined;
}

/** Asks before records that are there already are lost. @param job of an export that could go on, but is another one */
async function mayReplace(target: string, job: ExportJob | undefined): Promise<boolean> {
	if (!(await isUnfinished(target))) {
		return true;
	}
	const name = basename(partOf(target));
	const replace = vscode.l10n.t('Replace');
	const [question, detail] =
		job === undefined
			? [
					vscode.l10n.t('{0} already exists. Replace it?', name),
					vscode.l10n.t('An export by page numbers can be resumed only from its own message.'),
				]
			: [vscode.l10n.t('{0} belongs to another export, which is unfinished. Replace it?', name), job.plan.url];
	return (await ask(question, { detail, actions: [replace] })) === replace;
}

/** @param note beside the unfinished file: whoever wrote it, only a list is read with it, and only into the file that was picked */
export function jobOf(target: string, note: string | undefined): ExportJob | undefined {
	const read = note === undefined ? undefined : readNote(note);
	const isList = read !== undefined && operationOf(listRequest(read)).kind === 'list';
	return isList ? { ...read, target } : undefined;
}
