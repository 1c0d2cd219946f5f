import * as vscode from 'vscode';
import type { CommandOf } from '../../contributions';
import { agreedTo, plannedWrites, productionSender } from '../../runs/plannedWrites';
import { type PlannedWrite, type Running, runRequests } from '../../runs/runRequests';
import type { CaseResult } from '../../runs/caseResult';
import type { CommandHandlers } from '../../ui/commands/commands';
import { stepName } from '../../messages/stepReason';
import { showDone, showMessage, suggestTrust } from '../../ui/messages/messages';
import { type ChosenRequests, requestsInFolder, requestsOfDocument } from './chosenRequests';
import type { RunningDependencies } from './runningDependencies';
import type { RunSummaries } from './runSummaries';
import { countsText } from './summaryText';
import { ownText, shownText } from '../../ui/messages/windowRedactor';
import { showProgress } from '../../ui/shown';
import type { ShownText } from '../../net/redaction/shownText';

export function runCommands(
	summaries: RunSummaries,
	dependencies: RunningDependencies,
): CommandHandlers<CommandOf<'running'>> {
	/** @param choose what is run; undefined where there is nothing that could be */
	async function run(choose: (running: Running) => Promise<ChosenRequests | undefined>): Promise<void> {
		if (!vscode.workspace.isTrusted) {
			void suggestTrust();
			return;
		}
		const running = await dependencies.running();
		const chosen = await choose(running);
		if (chosen === undefined || chosen.items.length === 0) {
			void showMessage('information', vscode.l10n.t('There are no requests to run here.'));
			return;
		}
		const senderOf = productionSender(await dependencies.sessions.list(), running.scope);
		const writes = await plannedWrites(chosen.items, senderOf, running);
		if (writes.length > 0 && !(await running.confirmWrites(writes))) {
			return;
		}
		await runAndShow(chosen, writes, running);
	}

	async function runAndShow(
		{ title, items }: ChosenRequests,
		writes: readonly PlannedWrite[],
		running: Running,
	): Promise<void> {
		const startedAt = new Date();
		const start = performance.now();
		const results = await withProgress(title, (signal, show) => {
			let count = 0;
			return runRequests(
				items,
				{
					signal,
					isAgreed: agreedTo(writes, running),
					onWait: () => {
						show(ownText(vscode.l10n.t('Waiting for another run to end')));
					},
					onStart: ({ name }, row) => {
						count += row === undefined ? 1 : 0;
						show(
							shownText(
								vscode.l10n.t(
									'{0} of {1}: {2}',
									count,
									items.length,
									stepName({ name, ...(row !== undefined && { row }) }),
								),
							),
							// Of a request that is sent for rows, nobody knows how many there are.
							row === undefined ? 100 / items.length : 0,
						);
					},
				},
				running,
			);
		});
		await summaries.show({ title, results, startedAt, milliseconds: performance.now() - start });
		showDone(countsText(results));
	}

	return {
		'flowlu.runAll': uri => run(running => requestsOfDocument(uri, 'all', running)),
		'flowlu.runSelection': uri => run(running => requestsOfDocument(uri, 'selected', running)),
		'flowlu.runFolder': uri => run(running => inFolder(uri, running)),
		'flowlu.runInTerminal': async uri => {
			const { runInTerminal } = await import('./runInTerminal');
			await runInTerminal(uri, dependencies, await dependencies.running());
		},
		'_flowlu.followSummary': (uri, offset) => summaries.follow(uri, offset),
	};
}

async function inFolder(uri: string | undefined, running: Running): Promise<ChosenRequests | undefined> {
	const folder =
		uri === undefined
			? (await pickedFolder())?.uri
			: vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri, true)) && vscode.Uri.parse(uri, true);
	return folder && requestsInFolder(folder, running);
}

async function pickedFolder(): Promise<vscode.WorkspaceFolder | undefined> {
	const folders = vscode.workspace.workspaceFolders ?? [];
	if (folders.length <= 1) {
		return folders[0];
	}
	const picked = await vscode.window.showWorkspaceFolderPick();
	if (picked === undefined) {
		throw new vscode.CancellationError();
	}
	return picked;
}

/** Shows which request is sent, with a way to stop. */
function withProgress(
	title: string,
	work: (signal: AbortSignal, show: (message: ShownText, increment?: number) => void) => Promise<readonly CaseResult[]>,
): Thenable<readonly CaseResult[]> {
	const location = vscode.ProgressLocation.Notification;
	return showProgress({ location, title: shownText(title), cancellable: true }, async (progress, token) => {
		const controller = new AbortController();
		const subscription = token.onCancellationRequested(() => {
			controller.abort();
		});
		try {
			return await work(controller.signal, (message, increment = 0) => {
				progress.report({ message, increment });
			});
		} finally {
			subscription.dispose();
		}
	});
}
