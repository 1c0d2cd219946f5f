import * as vscode from 'vscode';
import { commandsOf } from '../../contributions';
import { registerCommands } from '../../ui/commands/commands';
import { lazily } from '../../ui/lazily';
import { logErrors } from '../../ui/providerErrors';
import type { RunningDependencies } from './runningDependencies';
import { summaryScheme } from './summaryScheme';

/** Runs of all requests of a document, a selection or a folder, and their summaries; all of it is loaded with the first run. */
export function registerRunning(dependencies: RunningDependencies): vscode.Disposable {
	const { log } = dependencies;
	const loaded = lazily(async () => {
		const { RunSummaries } = await import('./runSummaries');
		const { runCommands } = await import('./runCommands');
		const summaries = new RunSummaries(dependencies);
		return { summaries, commands: runCommands(summaries, dependencies), dispose: () => undefined };
	});
	return vscode.Disposable.from(
		loaded,
		vscode.workspace.registerTextDocumentContentProvider(
			summaryScheme,
			logErrors(
				{
					provideTextDocumentContent: async (uri: vscode.Uri) => (await loaded.load()).summaries.textOf(uri),
				},
				log,
			),
		),
		vscode.languages.registerDocumentLinkProvider(
			{ scheme: summaryScheme },
			logErrors(
				{
					provideDocumentLinks: async (document: vscode.TextDocument) =>
						(await loaded.load()).summaries.linksOf(document),
				},
				log,
			),
		),
		registerCommands(commandsOf('running'), log, async () => (await loaded.load()).commands),
	);
}
