import * as vscode from 'vscode';
import { commandsOf } from '../../contributions';
import type { SentRequest } from '../../engine/sentRequest';
import { registerCommands } from '../../ui/commands/commands';
import { lazily } from '../../ui/lazily';
import { ownText } from '../../ui/messages/windowRedactor';
import { createTree, showInView } from '../../ui/views/trees';
import type { HistoryDependencies } from './historyCommands';
import type { HistoryElement } from './historyTree';

export interface History extends vscode.Disposable {
	/** Keeps a request, in its own time; a failure is logged once. */
	record(sent: SentRequest): void;
	/** The rows of the view: accounts, and below each what was sent to it. @throws an error of the file system */
	children(element?: HistoryElement): Promise<HistoryElement[]>;
}

/** The requests that were sent, kept on this machine. The files are read when the view is first looked at. */
export function registerHistory(dependencies: HistoryDependencies): History {
	const { log } = dependencies;
	const changed = new vscode.EventEmitter<undefined>();
	const opened = lazily(async () =>
		(await import('./historyCommands')).openHistory({
			...dependencies,
			onChange: () => {
				changed.fire(undefined);
			},
		}),
	);
	const view = createTree<HistoryElement>(
		'flowlu.history',
		{
			onDidChangeTreeData: changed.event,
			getTreeItem: async element => (await import('./historyTree')).historyItem(element),
			getChildren: children,
		},
		log,
		{ showCollapseAll: true },
	);
	async function children(element?: HistoryElement): Promise<HistoryElement[]> {
		const { tree } = await opened.load();
		showInView(view, { message: ownText(tree.message()) });
		return tree.children(element);
	}
	const registrations = vscode.Disposable.from(
		changed,
		view,
		opened,
		// What other windows sent meanwhile.
		view.onDidChangeVisibility(({ visible }) => {
			if (visible) {
				changed.fire(undefined);
			}
		}),
		vscode.workspace.onDidChangeConfiguration(change => {
			if (change.affectsConfiguration('flowlu.history')) {
				changed.fire(undefined);
			}
		}),
		registerCommands(commandsOf('history'), log, async () => (await opened.load()).commands),
	);
	let isFailureTold = false;
	async function keep(sent: SentRequest): Promise<void> {
		try {
			await (await opened.load()).record(sent);
		} catch (error) {
			if (!isFailureTold) {
				isFailureTold = true;
				log.error('The history cannot be written.', error);
			}
		}
	}
	return Object.assign(registrations, { record: (sent: SentRequest) => void keep(sent), children });
}
