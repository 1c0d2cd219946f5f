import * as vscode from 'vscode';
import { registerCommand, registerLazyCommands } from '../../ui/commands';
import { lazily } from '../../ui/lazily';
import type { AccountsParts } from './accountCommands';
import { AccountsView } from './accountsView';

/** The accounts tree and the commands on its rows. */
export function registerAccounts(parts: AccountsParts): vscode.Disposable {
	const { sessions, log } = parts;
	const view = new AccountsView(sessions, parts.permissions, log);
	const commands = lazily(async () =>
		(await import('./accountCommands')).createAccountCommands({ ...parts, expand: id => view.expand(id) }),
	);
	return vscode.Disposable.from(
		view,
		commands,
		registerLazyCommands(
			[
				'flowlu.removeSession',
				'flowlu.renameSession',
				'flowlu.useSession',
				'flowlu.verifySession',
				'flowlu.copyApiKey',
				'flowlu.openAccount',
				'flowlu.openApiSettings',
				'flowlu.checkPermissions',
				'flowlu.markAsProduction',
				'flowlu.markAsTest',
			],
			log,
			() => commands.load(),
		),
		registerCommand('flowlu.refresh', log, () => {
			sessions.refresh();
			return Promise.resolve();
		}),
		registerCommand('flowlu.showLog', log, () => {
			log.show();
			return Promise.resolve();
		}),
		registerCommand('_flowlu.revealSession', log, id => view.reveal(id)),
	);
}
