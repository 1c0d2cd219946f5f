import * as vscode from 'vscode';
import { commandsOf } from '../../contributions';
import { registerCommands } from '../../ui/commands/commands';
import { lazily } from '../../ui/lazily';
import { tableViewType, type TablesDependencies } from './tablesDependencies';

/** The records of list responses as tables, each in a page of its own. Everything but the commands is loaded with the first table. */
export function registerTables(dependencies: TablesDependencies): vscode.Disposable {
	const { log } = dependencies;
	const panels = lazily(async () => (await import('./tablePanels')).createTablePanels(dependencies));
	return vscode.Disposable.from(
		panels,
		registerCommands(commandsOf('table'), log, async () => (await panels.load()).commands),
		vscode.window.registerWebviewPanelSerializer(tableViewType, {
			deserializeWebviewPanel: async (panel, state: unknown) => {
				(await panels.load()).restore(panel, state);
			},
		}),
	);
}
