import * as vscode from 'vscode';
import type { SessionEntry } from '../flowlu/sessionEntry';
import type { RequestBlock } from '../http/document/document';
import type { SessionStore } from '../sessions/sessionStore';
import type { Log } from '../ui/log';
import type { Memory } from '../ui/memory';
import { type ExpectedSession, expectedSession } from '../engine/sessionChoice';
import { DocumentSessions } from './documentSessions';
import { parsedDocument } from './parsedDocuments';

/** In the workspace's state. */
const defaultKey = 'defaultAccount';

/** Which session sends what: the stored sessions at hand without waiting, and the user's choice for each document. */
export class SessionChoices implements vscode.Disposable {
	private readonly _onDidChange = new vscode.EventEmitter<void>();
	readonly onDidChange = this._onDidChange.event;
	private readonly chosen: DocumentSessions;
	private entries: readonly SessionEntry[] | undefined;
	private hasFailed = false;
	private readonly subscription: vscode.Disposable;

	constructor(
		private readonly sessions: SessionStore,
		private readonly log: Log,
		private readonly memory: Memory,
	) {
		this.chosen = new DocumentSessions(memory, error => {
			log.error('The key that was chosen for a document could not be remembered.', error);
		});
		this.forgetClosed();
		this.subscription = vscode.Disposable.from(
			this._onDidChange,
			sessions.onDidChange(() => {
				void this.reload();
			}),
			vscode.workspace.onDidCloseTextDocument(() => {
				this.forgetClosed();
			}),
		);
	}

	/** Who would send the block, by what is known without waiting. */
	choiceFor(document: vscode.TextDocument, block: RequestBlock): ExpectedSession {
		const place = { uri: document.uri.toString(), document: parsedDocument(document), block };
		return expectedSession(place, this.soFar, {
			chosenSession: uri => this.chosenFor(uri),
			defaultAccount: () => this.defaultAccount,
		});
	}

	/** The id of the session that the user chose for the document. */
	chosenFor(uri: string): string | undefined {
		return this.chosen.of(uri);
	}

	/** The origin of the account that the user chose for the workspace; it may have no key any more, and then counts for nothing. */
	get defaultAccount(): string | undefined {
		const origin = this.memory.get(defaultKey);
		return typeof origin === 'string' ? origin : undefined;
	}

	/** @param origin undefined for none: where several accounts would do, the user is asked */
	async chooseDefault(origin: string | undefined): Promise<void> {
		await this.memory.update(defaultKey, origin);
		this._onDidChange.fire();
	}

	/** The sessions, none until they were read. */
	get soFar(): readonly SessionEntry[] {
		return this.entries ?? [];
	}

	/** Resolves when the sessions were read once; a keyring that fails is asked again. */
	async known(): Promise<void> {
		// Who waits for this need not be told, but for those who went on without hearing of the keyring.
		if (this.entries === undefined && (await this.read()) && this.hasFailed) {
			this._onDidChange.fire();
		}
	}

	/** Reads the sessions. @throws SecretStorageError */
	async ready(): Promise<void> {
		this.entries = await this.sessions.list();
		this.chosen.forgetRemoved(this.entries);
	}

	/** Remembers a choice for the document: of a file until the session is removed, of an untitled one while it is open. */
	choose(uri: string, entry: SessionEntry): void {
		this.chosen.set(uri, entry.session.id);
		this._onDidChange.fire();
	}

	dispose(): void {
		this.subscription.dispose();
	}

	/** An untitled document that was closed is gone, and another one may get its URI. Of one that VS Code has not loaded yet there is a tab. */
	private forgetClosed(): void {
		const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs.map(tab => tab.input));
		const open = new Set([
			...tabs.flatMap(input => (input instanceof vscode.TabInputText ? [input.uri.toString()] : [])),
			...vscode.workspace.textDocuments.map(({ uri }) => uri.toString()),
		]);
		this.chosen.forgetDocuments(uri => uri.startsWith('untitled:') && !open.has(uri));
	}

	private async reload(): Promise<void> {
		if (await this.read()) {
			this._onDidChange.fire();
		}
	}

	private async read(): Promise<boolean> {
		try {
			await this.ready();
			return true;
		} catch (error) {
			// The tree shows that the keyring failed; sending says so again.
			this.log.error('Sessions are not known to the scratchpad.', error);
			this.hasFailed = true;
			return false;
		}
	}
}
