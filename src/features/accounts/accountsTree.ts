import * as vscode from 'vscode';
import { type AccountEntry, type SessionEntry, accountOf } from '../../flowlu/sessionEntry';
import type { CatalogSource } from '../../catalog/catalogSource';
import { accountsOf } from '../../sessions/accountsOf';
import type { CachedPermissions } from '../../sessions/cachedPermissions';
import type { SessionStore } from '../../sessions/sessionStore';
import type { TreeRow, TreeRows } from '../../ui/views/trees';
import type { PermissionRow } from './permissionRows';

/** What a row of the tree stands for. */
export type AccountsElement = AccountEntry | SessionEntry | PermissionRow;

/** Accounts, under each its sessions, and under these what a check of their permissions found. Shows what the store has at hand; never asks the network. */
export class AccountsTreeDataProvider implements TreeRows<AccountsElement>, vscode.Disposable {
	private readonly _onDidChangeTreeData = new vscode.EventEmitter<AccountsElement | undefined>();
	readonly onDidChangeTreeData = this._onDidChangeTreeData.event;
	private readonly subscription: vscode.Disposable;
	/** As VS Code got them last, by their session's id. */
	private readonly sessionRows = new Map<string, SessionEntry>();
	/** The entries that VS Code got or was told of last, as JSON. */
	private shown: string | undefined;

	/** @param onUnreadable is told when the keyring fails; the tree is then empty, and something else has to say why */
	constructor(
		private readonly sessions: SessionStore,
		private readonly permissions: CachedPermissions,
		private readonly catalog: CatalogSource,
		private readonly onUnreadable: (error: unknown) => void,
	) {
		this.subscription = vscode.Disposable.from(
			this._onDidChangeTreeData,
			sessions.onDidChange(() => void this.showChanges()),
			permissions.onDidChange(id => {
				this._onDidChangeTreeData.fire(id === undefined ? undefined : this.sessionRows.get(id));
			}),
		);
	}

	async getTreeItem(element: AccountsElement): Promise<TreeRow> {
		if (isRow(element)) {
			return element.item;
		}
		// There is none to make while the view is not in sight.
		const { accountItem, sessionItem } = await import('./treeItems');
		if (!isSession(element)) {
			return accountItem(element);
		}
		return { ...sessionItem(element, Date.now()), collapsibleState: this.expansionOf(element) };
	}

	async getChildren(element?: AccountsElement): Promise<AccountsElement[]> {
		if (element !== undefined && isRow(element)) {
			return [...element.children];
		}
		if (element !== undefined && isSession(element)) {
			return this.rowsOf(element);
		}
		const entries = await this.entries();
		if (element === undefined) {
			this.shown = JSON.stringify(entries);
			this.sessionRows.clear();
			return [...accountsOf(entries)];
		}
		const rows = entries.filter(({ session }) => session.account.origin === element.origin);
		for (const row of rows) {
			this.sessionRows.set(row.session.id, row);
		}
		return rows;
	}

	getParent(element: AccountsElement): AccountsElement | undefined {
		if (isRow(element)) {
			return element.parent;
		}
		return isSession(element) ? accountOf(element) : undefined;
	}

	/** Has VS Code read all rows anew, also where nothing is known to have changed: what they say of times has. */
	refresh(): void {
		this._onDidChangeTreeData.fire(undefined);
	}

	dispose(): void {
		this.subscription.dispose();
	}

	/**
	 * While VS Code reads the whole tree anew, a command from a row's menu gets no row, and a list that just opened may lose the focus to the tree. One
	 * removal writes half a dozen entries of the keyring, each of which is told; most change nothing that is shown.
	 */
	private async showChanges(): Promise<void> {
		const entries = JSON.stringify(await this.entries());
		if (entries !== this.shown) {
			this.shown = entries;
			this.refresh();
		}
	}

	private expansionOf({ session }: SessionEntry): vscode.TreeItemCollapsibleState {
		if (this.permissions.runningOf(session.id) !== undefined) {
			return vscode.TreeItemCollapsibleState.Expanded;
		}
		return this.permissions.of(session.id) === undefined
			? vscode.TreeItemCollapsibleState.None
			: vscode.TreeItemCollapsibleState.Collapsed;
	}

	private async rowsOf(entry: SessionEntry): Promise<AccountsElement[]> {
		const { permissionRows } = await import('./permissionRows');
		return [...permissionRows(entry, this.permissions, await this.catalog.load(), Date.now())];
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

function isRow(element: AccountsElement): element is PermissionRow {
	return 'item' in element;
}

/** Is it the row of a key or sign-in? */
export function isSession(element: object): element is SessionEntry {
	return 'session' in element;
}
