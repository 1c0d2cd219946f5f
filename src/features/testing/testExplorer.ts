import * as vscode from 'vscode';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import { report } from '../../ui/commands/commands';
import type { Owned } from '../../ui/lazily';
import { suggestTrust } from '../../ui/messages/messages';
import { pickSession } from '../../ui/prompts/pickSession';
import { logErrors } from '../../ui/providerErrors';
import { TestFiles } from './testFiles';
import type { TestingDependencies } from './testingDependencies';
import { runTests } from './testRun';

/** What VS Code asks of a controller. None of it fails: the user is told. */
export interface TestExplorer extends Owned {
	/** Reads the children of an item; without one, looks which scratchpads there are. */
	resolve(item: vscode.TestItem | undefined): Promise<void>;
	refresh(): Promise<void>;
	run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void>;
	/** Asks first which key or sign-in is to send the requests. */
	runAs(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void>;
}

export function createTestExplorer(
	controller: vscode.TestController,
	{ sessions, redactor, log, running }: TestingDependencies,
): TestExplorer {
	const redact = (text: string): ReturnType<typeof redactor.redact> => redactor.redact(text);
	const files = new TestFiles({ controller, redactor }, log);

	/** @param choose asks for the session that sends all of it; undefined where the text says it */
	async function run(
		request: vscode.TestRunRequest,
		token: vscode.CancellationToken,
		choose?: () => Promise<SessionEntry | undefined>,
	): Promise<void> {
		try {
			const runner = await running();
			if (!runner.scope.isTrusted()) {
				void suggestTrust();
				return;
			}
			const as = await choose?.();
			if (choose === undefined || as !== undefined) {
				await runTests(request, token, as, { controller, files, running: runner, sessions, redact });
			}
		} catch (error) {
			await report('The test run', error, log);
		}
	}

	const { resolve, refresh } = logErrors(
		{
			resolve: async (item: vscode.TestItem | undefined) => {
				await (item === undefined ? files.discover() : files.fileOf(item)?.read());
			},
			refresh: () => files.refresh(),
		},
		log,
	);
	return {
		resolve,
		refresh,
		run: (request, token) => run(request, token),
		runAs: (request, token) =>
			run(request, token, async () =>
				pickSession(await sessions.list(), {
					title: vscode.l10n.t('Run Against Another Account'),
					placeholder: vscode.l10n.t('Select the key or sign-in to send the requests with'),
				}),
			),
		dispose: () => {
			files.dispose();
		},
	};
}
