import * as vscode from 'vscode';
import { openSecret } from '../../net/redaction/secret';
import type { Account } from '../../flowlu/account';
import type { Session } from '../../flowlu/session';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import type { SessionStore } from '../../sessions/sessionStore';
import type { Log } from '../../ui/log';

/**
 * Sign-ins with login and password, for the Accounts menu and for other extensions that ask for them. API keys are never handed out: they are no
 * user's, and whoever has one may do all that it may.
 */
export class FlowluAuthenticationProvider implements vscode.AuthenticationProvider, vscode.Disposable {
	private readonly _onDidChangeSessions =
		new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
	readonly onDidChangeSessions = this._onDidChangeSessions.event;
	private readonly subscription: vscode.Disposable;
	/** What listeners know. Each update waits for the one before, so that no change is told twice. */
	private known: Promise<readonly vscode.AuthenticationSession[]>;

	/** @param signIn asks the user; undefined when they dismissed it */
	constructor(
		private readonly sessions: SessionStore,
		private readonly log: Log,
		private readonly signIn: () => Promise<Session | undefined>,
	) {
		this.known = this.load().catch((error: unknown) => this.keep([], error));
		this.subscription = vscode.Disposable.from(
			this._onDidChangeSessions,
			sessions.onDidChange(() => {
				this.known = this.known.then(before => this.update(before));
			}),
		);
	}

	/** Flowlu knows no scopes: the sessions are the same whatever is asked for. @throws SecretStorageError */
	async getSessions(
		_scopes: readonly string[] | undefined,
		{ account }: vscode.AuthenticationProviderSessionOptions,
	): Promise<vscode.AuthenticationSession[]> {
		const sessions = await this.load();
		return sessions.filter(session => account === undefined || session.account.id === account.id);
	}

	/**
	 * VS Code allows the extension that asks what it gets here, so it gets no sign-in to another account than it asked for.
	 * @throws vscode.CancellationError when the user dismissed a prompt
	 */
	async createSession(
		_scopes: readonly string[],
		{ account }: vscode.AuthenticationProviderSessionOptions,
	): Promise<vscode.AuthenticationSession> {
		const signedIn = await this.signIn();
		const created = signedIn && (await this.load()).find(({ id }) => id === signedIn.id);
		if (created === undefined) {
			throw new vscode.CancellationError();
		}
		if (account !== undefined && created.account.id !== account.id) {
			throw new Error(
				vscode.l10n.t(
					'You signed in as {0}. The extension asked for {1} and gets nothing.',
					created.account.label,
					account.label,
				),
			);
		}
		return created;
	}

	/** @throws SecretStorageError */
	async removeSession(sessionId: string): Promise<void> {
		await this.sessions.remove(sessionId);
	}

	dispose(): void {
		this.subscription.dispose();
	}

	private async update(
		before: readonly vscode.AuthenticationSession[],
	): Promise<readonly vscode.AuthenticationSession[]> {
		try {
			const after = await this.load();
			const change = diffSessions(before, after);
			if (change !== undefined) {
				this._onDidChangeSessions.fire(change);
			}
			return after;
		} catch (error) {
			return this.keep(before, error);
		}
	}

	/** A keyring that fails says nothing about the sessions; the tree shows that it fails. */
	private keep(
		known: readonly vscode.AuthenticationSession[],
		error: unknown,
	): readonly vscode.AuthenticationSession[] {
		this.log.error('The sign-ins are not known to the Accounts menu.', error);
		return known;
	}

	private async load(): Promise<readonly vscode.AuthenticationSession[]> {
		const entries = await this.sessions.list();
		const loaded = await Promise.all(entries.map(entry => this.authenticationSession(entry)));
		return loaded.filter(session => session !== undefined);
	}

	private async authenticationSession({ session }: SessionEntry): Promise<vscode.AuthenticationSession | undefined> {
		const access = session.grant === 'password' ? await this.sessions.accessOf(session.id) : undefined;
		if (access?.credential.kind !== 'accessToken') {
			return undefined;
		}
		const login = session.login ?? session.label;
		const { origin } = session.account;
		return {
			id: session.id,
			accessToken: openSecret(access.credential.accessToken),
			account: { id: `${login}@${origin}`, label: `${login} (${uniqueName(session.account)})` },
			scopes: [],
		};
	}
}

/**
 * VS Code keeps what the user allowed an extension under an account's label: no two accounts have the same, as `acme.flowlu.com` and `acme.flowlu.ru` have
 * names, and it does not follow the user's renaming.
 */
function uniqueName({ name, origin }: Account): string {
	return origin === `https://${name}.flowlu.com` ? name : origin;
}

/** What was added, removed and changed between two lists; undefined for nothing. */
export function diffSessions(
	before: readonly vscode.AuthenticationSession[],
	after: readonly vscode.AuthenticationSession[],
): vscode.AuthenticationProviderAuthenticationSessionsChangeEvent | undefined {
	const old = new Map(before.map(session => [session.id, session]));
	const kept = new Set(after.map(({ id }) => id));
	const added = after.filter(({ id }) => !old.has(id));
	const removed = before.filter(({ id }) => !kept.has(id));
	const changed = after.filter(session => {
		const earlier = old.get(session.id);
		return earlier !== undefined && JSON.stringify(earlier) !== JSON.stringify(session);
	});
	return added.length + removed.length + changed.length === 0 ? undefined : { added, removed, changed };
}
