import * as vscode from 'vscode';
import type { CommandOf } from '../../contributions';
import type { Sandbox } from '../../sandbox/sandbox';
import { executeCommand, type CommandHandlers } from '../../ui/commands/commands';
import type { Owned } from '../../ui/lazily';
import { setContextKey } from '../../ui/commands/contextKeys';
import { showMessage } from '../../ui/messages/messages';
import { sandboxAccount, RunningSandbox, type SandboxDependencies } from './runningSandbox';
import { ownText } from '../../ui/messages/windowRedactor';
import { showProgress } from '../../ui/shown';

/** Start and stop of the local Flowlu, whose own bundle is loaded when it is started. */
export function createSandboxCommands(
	dependencies: SandboxDependencies,
): CommandHandlers<CommandOf<'sandbox'>> & Owned {
	const running = new RunningSandbox(dependencies);
	return {
		'flowlu.startSandbox': async account => {
			const sandbox = await showProgress(
				{ location: vscode.ProgressLocation.Window, title: ownText(vscode.l10n.t('Starting the sandbox')) },
				() => running.start(account?.origin),
			);
			await setContextKey('flowlu.sandboxRunning', true);
			void introduce(sandbox);
		},
		'flowlu.stopSandbox': async () => {
			try {
				await running.stop();
			} finally {
				await setContextKey('flowlu.sandboxRunning', false);
			}
		},
		dispose: () => {
			running.stop().catch((error: unknown) => {
				dependencies.log.error('The sandbox did not stop as it should.', error);
			});
		},
	};
}

async function introduce(sandbox: Sandbox): Promise<void> {
	const scratchpad = vscode.l10n.t('New Scratchpad');
	const settings = vscode.l10n.t('Open API Settings');
	const signIn = vscode.l10n.t('Sign In…');
	const answer = await showMessage(
		'information',
		vscode.l10n.t(
			'The sandbox runs at {0}: a local Flowlu with made-up records, which are gone when it stops.',
			sandbox.origin,
		),
		scratchpad,
		settings,
		signIn,
	);
	if (answer === scratchpad) {
		await executeCommand('flowlu.newScratchpad', sandboxAccount(sandbox));
	} else if (answer === settings) {
		await vscode.env.openExternal(vscode.Uri.parse(sandbox.settingsUrl, true));
	} else if (answer === signIn) {
		await helpToSignIn(sandbox);
	}
}

/** The administrator's password is random at every start; it stands on the front page too. */
async function helpToSignIn(sandbox: Sandbox): Promise<void> {
	const [administrator] = sandbox.users;
	if (administrator === undefined) {
		return;
	}
	await vscode.env.clipboard.writeText(administrator.password);
	void showMessage(
		'information',
		vscode.l10n.t('The login is {0}; its password is on the clipboard.', administrator.username),
	);
	await executeCommand('flowlu.signIn', sandboxAccount(sandbox));
}
