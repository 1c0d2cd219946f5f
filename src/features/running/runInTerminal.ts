import * as vscode from 'vscode';
import type { Running } from '../../runs/runRequests';
import { documentOf } from '../../scratchpads/parsedDocuments';
import { showMessage, suggestTrust } from '../../ui/messages/messages';
import { shownText } from '../../ui/messages/windowRedactor';
import type { RunningDependencies } from './runningDependencies';

/**
 * Runs the command line of the extension on the file, as CI does: without the keys of VS Code, so that what is missing there is seen here. It is a task, as
 * no shell reads the names of files then.
 */
export async function runInTerminal(
	uri: string | undefined,
	{ extensionUri, sessions }: Pick<RunningDependencies, 'extensionUri' | 'sessions'>,
	{ scope }: Running,
): Promise<void> {
	if (!vscode.workspace.isTrusted) {
		void suggestTrust();
		return;
	}
	const file = uri === undefined ? vscode.window.activeTextEditor?.document.uri : vscode.Uri.parse(uri, true);
	if (file?.scheme !== 'file') {
		void showMessage(
			'information',
			vscode.l10n.t('The command line reads files: save the scratchpad to a folder of this computer first.'),
		);
		return;
	}
	const open = documentOf(file.toString());
	if (open?.isDirty === true && !(await open.save())) {
		return;
	}
	const origins = new Set((await sessions.list()).map(({ session }) => session.account.origin));
	const account = scope.defaultAccount() ?? (origins.size === 1 ? [...origins][0] : undefined);
	const environment = scope.environment(file.toString());
	const execution = new vscode.ProcessExecution(
		process.execPath,
		[
			vscode.Uri.joinPath(extensionUri, 'dist', 'cli.cjs').fsPath,
			...['run', file.fsPath],
			...(account === undefined ? [] : ['--account', account]),
			...(environment === undefined ? [] : ['--env', environment]),
		],
		// The program of VS Code is Node then.
		{ env: { ELECTRON_RUN_AS_NODE: '1' } },
	);
	const name = shownText(vscode.l10n.t('Run {0}', vscode.workspace.asRelativePath(file)));
	const task = new vscode.Task({ type: 'process' }, vscode.TaskScope.Workspace, name, 'Flowlu', execution, []);
	task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true };
	await vscode.tasks.executeTask(task);
}
