import * as vscode from 'vscode';
import type { CatalogSource } from '../../catalog/catalogSource';
import { commandsOf } from '../../contributions';
import type { ExchangeStore } from '../../exchanges/exchangeStore';
import type { BlockId } from '../../http/document/blockTracker';
import type { Redactor } from '../../net/redaction/redact';
import { registerCommands } from '../../ui/commands/commands';
import { lazily } from '../../ui/lazily';
import type { Log } from '../../ui/log';
import type { Memory } from '../../ui/memory';
import { tableViewType } from './tableViewType';

/** What tables need. */
export interface TablesDependencies {
	readonly extensionUri: vscode.Uri;
	readonly exchanges: ExchangeStore;
	readonly redactor: Redactor;
	readonly log: Log;
	readonly catalog: CatalogSource;
	readonly memento: Memory;
	/** The request whose response a document shows. */
	readonly blockOfResponse: (document: vscode.Uri) => Promise<BlockId | undefined>;
	/** The request at a place of a scratchpad, that of the cursor unless one is given. */
	readonly blockAt: (uri?: string, offset?: number) => Promise<BlockId | undefined>;
	/** Where a request stands now; undefined where it is no more. */
	readonly locate: (block: BlockId) => Promise<{ readonly uri: string; readonly offset: number } | undefined>;
}

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
