import * as vscode from 'vscode';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import type { CatalogSource } from '../../catalog/catalogSource';
import { plural } from '../../messages/plural';
import type { ViewId } from '../../contributions';
import type { CachedPermissions } from '../../sessions/cachedPermissions';
import type { SessionStore } from '../../sessions/sessionStore';
import { setContextKey } from '../../ui/commands/contextKeys';
import type { Log } from '../../ui/log';
import { describeUnreadable, isRefused } from '../../ui/messages/sessionMessages';
import { ownText } from '../../ui/messages/windowRedactor';
import { createTree, showInView } from '../../ui/views/trees';
import { AccountsTreeDataProvider, isSession, type AccountsElement } from './accountsTree';

export const accountsView: ViewId = 'flowlu.accounts';

interface AccountsViewDependencies {
	readonly sessions: SessionStore;
	readonly permissions: CachedPermissions;
	readonly catalog: CatalogSource;
	readonly log: Log;
}

/** The tree view with its badge, its message and its context key. */
export class AccountsView implements vscode.Disposable {
	private readonly tree: AccountsTreeDataProvider;
	private readonly view: vscode.TreeView<AccountsElement>;
	private readonly subscription: vscode.Disposable;

	private readonly sessions: SessionStore;
	private readonly log: Log;

	constructor({ sessions, permissions, catalog, log }: AccountsViewDependencies) {
		this.sessions = sessions;
		this.log = log;
		this.tree = new AccountsTreeDataProvider(sessions, permissions, catalog, error => {
			void this.showUnreadable(error);
		});
		this.view = createTree(accountsView, this.tree, log);
		this.subscription = vscode.Disposable.from(
			this.tree,
			this.view,
			sessions.onDidChange(() => void this.update()),
		);
		void this.update();
	}

	/** Reads the keyring anew and shows what it has. */
	refresh(): void {
		this.sessions.refresh();
		this.tree.refresh();
	}

	/** Shows and selects a session; nothing when it was removed. @throws SecretStorageError */
	async reveal(id: string): Promise<void> {
		const entry = await this.sessions.find(id);
		if (entry !== undefined) {
			await this.view.reveal(entry, { select: true, focus: true });
		}
	}

	/** Shows the rows below a session, and leaves selection and focus where they are. @throws SecretStorageError */
	async expand(id: string): Promise<void> {
		const entry = await this.sessions.find(id);
		if (entry !== undefined && this.view.visible) {
			await this.view.reveal(entry, { select: false, expand: true });
		}
	}

	/**
	 * The key or sign-in whose row the keyboard is on, which need not be the selected one; undefined on another row. VS Code tells extensions of the
	 * selection only: the row is put into that or taken out of it, and then back.
	 */
	async focusedSession(): Promise<SessionEntry | undefined> {
		const before = this.selectedSessions();
		await vscode.commands.executeCommand('list.toggleSelection');
		const after = this.selectedSessions();
		await vscode.commands.executeCommand('list.toggleSelection');
		const isIn = (entries: readonly SessionEntry[], { session }: SessionEntry) =>
			entries.some(other => other.session.id === session.id);
		return after.find(entry => !isIn(before, entry)) ?? before.find(entry => !isIn(after, entry));
	}

	dispose(): void {
		this.subscription.dispose();
	}

	private selectedSessions(): readonly SessionEntry[] {
		return this.view.selection.filter(isSession);
	}

	private async update(): Promise<void> {
		try {
			const entries = await this.sessions.list();
			const refused = entries.filter(({ verification }) => isRefused(verification)).length;
			showInView(this.view, {
				message: ownText(describeUnreadable(await this.sessions.unreadable())),
				badge: refused === 0 ? undefined : { value: refused, tooltip: ownText(describeRefused(refused)) },
			});
			await setContextKey('flowlu.hasSessions', entries.length > 0);
		} catch (error) {
			this.log.error('The sessions cannot be shown.', error);
			await this.showUnreadable(error);
		}
	}

	/** The message also keeps the welcome text away, which would say that nothing is configured. */
	private async showUnreadable(error: unknown): Promise<void> {
		const { describeError } = await import('../../ui/messages/errorMessages');
		const message = vscode.l10n.t({
			message: '{0} Choose Refresh Accounts to try again.',
			args: [describeError(error)],
			comment: ['{0} is a sentence that says why'],
		});
		showInView(this.view, { message: ownText(message), badge: undefined });
	}
}

function describeRefused(count: number): string {
	return plural(
		vscode.l10n.t('{0, plural, one {# key or sign-in is refused} other {# keys or sign-ins are refused}}'),
		count,
	);
}
