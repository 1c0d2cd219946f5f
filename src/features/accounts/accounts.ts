import * as vscode from 'vscode';
import { commandsOf } from '../../contributions';
import { registerCommands } from '../../ui/commands/commands';
import { lazily } from '../../ui/lazily';
import type { AccountsDependencies } from './accountCommands';
import { AccountsView } from './accountsView';

/** The accounts tree and the commands on its rows. */
export function registerAccounts(dependencies: AccountsDependencies): vscode.Disposable {
	const view = new AccountsView(dependencies);
	const commands = lazily(async () =>
		(await import('./accountCommands')).createAccountCommands({
			...dependencies,
			refresh: () => {
				view.refresh();
			},
			expand: id => view.expand(id),
			reveal: id => view.reveal(id),
			focusedSession: () => view.focusedSession(),
		}),
	);
	return vscode.Disposable.from(
		view,
		commands,
		registerCommands(commandsOf('accounts'), dependencies.log, () => commands.load()),
	);
}
