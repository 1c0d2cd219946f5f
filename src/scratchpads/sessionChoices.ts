import type { SessionEntry } from '../flowlu/sessionEntry';
import * as vscode from 'vscode';
import type { RequestBlock } from '../http/document/document';
import type { SessionStore } from '../sessions/sessionStore';
import type { Log } from '../ui/log';
import type { ExpectedSession } from '../engine/sessionChoice';
import { expectedSession } from '../engine/valueSources';
import { parsedDocument } from './parsedDocuments';

/** Which session sends what: the stored sessions at hand without waiting, and the user's choice for each open document. */
export class SessionChoices implements vscode.Disposable {
	private readonly _onDidChange = new vscode.EventEmitter<void>();
	readonly onDidChange = this._onDidChange.event;
	private readonly chosen = new Map<string, string>();
	private entries: readonly SessionEntry[] | undefined;
	private hasFailed = false;
	private readonly subscription: vscode.Disposable;

	constructor(
		private readonly sessions: SessionStore,
		private readonly log: Log,
	) {
		this.subscription = vscode.Disposable.from(
			this._onDidChange,
			sessions.onDidChange(() => {
				void this.reload();
			}),
			vscode.workspace.onDidCloseTextDocument(document => {
				this.chosen.delete(document.uri.toString());
			}),
		);
	}

	/** Who would send the block, by what is known without waiting. */
	choiceFor(document: vscode.TextDocument, block: RequestBlock): ExpectedSession {
		const place = { uri: document.uri.toString(), document: parsedDocument(document), block };
		return expectedSession(place, this.soFar, { chosenSession: uri => this.chosenFor(uri) });
	}

	/** The id of the session that the user chose for the document. */
	chosenFor(uri: string): string | undefined {
		return this.chosen.get(uri);
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
	}

	/** Remembers a choice for the document while it is open. */
	choose(uri: string, entry: SessionEntry): void {
		this.chosen.set(uri, entry.session.id);
		this._onDidChange.fire();
	}

	dispose(): void {
		this.subscription.dispose();
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
