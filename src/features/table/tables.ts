import * as vscode from 'vscode';
import { commandsOf } from '../../contributions';
import type { BlockId } from '../../http/document/blockTracker';
import { registerCommands } from '../../ui/commands/commands';
import { lazily } from '../../ui/lazily';
import { tableViewType, type TablesDependencies } from './tablesDependencies';

/** The records of list responses as tables, each in a page of its own. */
export interface Tables extends vscode.Disposable {
	/** Shows the newest response of a request in its table, if one is open. */
	refresh(block: BlockId): Promise<void>;
}

/** Everything but the commands is loaded with the first table. */
export function registerTables(dependencies: TablesDependencies): Tables {
	const { log } = dependencies;
	let isUsed = false;
	const panels = lazily(async () => {
		isUsed = true;
		return (await import('./tablePanels')).createTablePanels(dependencies);
	});
	const registrations = vscode.Disposable.from(
		panels,
		registerCommands(commandsOf('table'), log, async () => (await panels.load()).commands),
		vscode.window.registerWebviewPanelSerializer(tableViewType, {
			deserializeWebviewPanel: async (panel, state: unknown) => {
				(await panels.load()).restore(panel, state);
			},
		}),
	);
	return Object.assign(registrations, {
		refresh: async (block: BlockId) => {
			if (isUsed) {
				await (await panels.load()).refresh(block);
			}
		},
	});
}
