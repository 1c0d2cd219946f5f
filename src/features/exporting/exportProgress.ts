import { basename } from 'node:path';
import * as vscode from 'vscode';
import { showMessage } from '../../ui/messages/messages';
import { ownText, shownText } from '../../ui/messages/windowRedactor';
import { showProgress } from '../../ui/shown';

/** Files that are being written. */
const running = new Set<string>();

/** Does this window write the file? Then the user is told. */
export function isUnderWay(target: string): boolean {
	const isRunning = running.has(target);
	if (isRunning) {
		void showMessage('warning', vscode.l10n.t('An export to {0} is under way.', basename(target)));
	}
	return isRunning;
}

/** Writes a file unless it is being written already, and shows how far that is, with a way to stop it. @returns undefined where it is under way */
export async function writeWithProgress<Result>(
	target: string,
	work: (signal: AbortSignal, tell: (message: string) => void) => Promise<Result>,
): Promise<Result | undefined> {
	if (isUnderWay(target)) {
		return undefined;
	}
	running.add(target);
	const controller = new AbortController();
	const title = shownText(vscode.l10n.t('Exporting to {0}', basename(target)));
	const location = vscode.ProgressLocation.Notification;
	try {
		return await showProgress({ location, title, cancellable: true }, (progress, token) => {
			token.onCancellationRequested(() => {
				controller.abort();
			});
			return work(controller.signal, message => {
				progress.report({ message: ownText(message) });
			});
		});
	} finally {
		running.delete(target);
	}
}

/** Opens a file that was written: a workbook in the program that the system has for it, where there is one. */
export async function openWritten(path: string, isWorkbook: boolean): Promise<void> {
	const uri = vscode.Uri.file(path);
	if (!isWorkbook || !(await vscode.env.openExternal(uri))) {
		await vscode.commands.executeCommand('vscode.open', uri);
	}
}
