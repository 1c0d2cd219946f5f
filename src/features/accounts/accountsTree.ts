import * as vscode from 'vscode';
import { accountOf, accountsOf, type AccountEntry } from '../../sessions/accountsOf';
import type { SessionEntry, SessionStore } from '../../sessions/sessionStore';
import { accountItem, sessionItem } from './treeItems';

/** What a row of the tree stands for. */
export type AccountsElement = AccountEntry | SessionEntry;

/** Accounts, and under each its sessions. Shows what the store has at hand; never asks the network. */
export class AccountsTreeDataProvider implements vscode.TreeDataProvider<AccountsElement>, vscode.Disposable {
	private readonly _onDidChangeTreeData = new vscode.EventEmitter<void>();
	readonly onDidChangeTreeData = this._onDidChangeTreeData.event;
	private readonly subscription: vscode.Disposable;

	/** @param onUnreadable is told when the keyring fails; the tree is then empty, and something else has to say why */
	constructor(
		private readonly sessions: SessionStore,
		private readonly onUnreadable: (error: unknown) => void,
	) {
		this.subscription = vscode.Disposable.from(
			this._onDidChangeTreeData,
			sessions.onDidChange(() => {
				this._onDidChangeTreeData.fire();
			}),
		);
	}

	getTreeItem(element: AccountsElement): vscode.TreeItem {
		return isSession(element) ? sessionItem(element, Date.now()) : accountItem(element);
	}

	async getChildren(element?: AccountsElement): Promise<AccountsElement[]> {
		if (element !== undefined && isSession(element)) {
			return [];
		}
		const entries = await this.entries();
		return element === undefined
			? [...accountsOf(entries)]
			: entries.filter(({ session }) => session.account.origin === element.origin);
	}

	getParent(element: AccountsElement): AccountEntry | undefined {
		return isSession(element) ? accountOf(element) : undefined;
	}

	dispose(): void {
		this.subscription.dispose();
	}

	private async entries(): Promise<readonly SessionEntry[]> {
		try {
			return await this.sessions.list();
		} catch (error) {
			this.onUnreadable(error);
			return [];
		}
	}
}

export function isSession(element: object): element is SessionEntry {
	return 'session' in element;
}
