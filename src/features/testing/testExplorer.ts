import * as vscode from 'vscode';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import { report } from '../../ui/commands/commands';
import type { Owned } from '../../ui/lazily';
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
	const files = new TestFiles({ controller, redact }, log);

	async function run(
		request: vscode.TestRunRequest,
		token: vscode.CancellationToken,
		as?: SessionEntry,
	): Promise<void> {
		try {
			await runTests(request, token, as, {
				...{ controller, files, running: await running(), sessions, redact },
			});
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
		run,
		runAs: async (request, token) => {
			const entry = await chosenSession();
			await (entry && run(request, token, entry));
		},
		dispose: () => {
			files.dispose();
		},
	};
	async function chosenSession(): Promise<SessionEntry | undefined> {
		try {
			return await pickSession(await sessions.list(), {
				title: vscode.l10n.t('Run Against Another Account'),
				placeholder: vscode.l10n.t('With which key or sign-in are the requests to be sent?'),
			});
		} catch (error) {
			await report('The test run', error, log);
			return undefined;
		}
	}
}
