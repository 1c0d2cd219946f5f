import * as vscode from 'vscode';
import type { Permissions, Readability } from '../flowlu/checkPermissions';
import type { SessionEntry } from '../flowlu/sessionEntry';

/** What keeps the results from one window to the next; a `vscode.Memento` is one. */
interface State {
	get(key: string): unknown;
	update(key: string, value: unknown): PromiseLike<void>;
	keys(): readonly string[];
}

/** What is needed of the sessions: results go with them. */
interface Sessions {
	list(): Promise<readonly SessionEntry[]>;
	readonly onDidChange: vscode.Event<void>;
}

/** A check on its way: how many entities of all were asked, and what was found so far. */
export interface RunningCheck {
	readonly asked: number;
	readonly entity: string;
	readonly entities: Permissions['entities'];
}

const prefix = 'permissions:';

/** What the last check of each session found, and the checks of this window that are on their way. Not in SecretStorage: nothing of it is secret. */
export class CachedPermissions implements vscode.Disposable {
	private readonly _onDidChange = new vscode.EventEmitter<string | undefined>();
	/** With the session's id where nothing but its check on its way has changed, which is often. */
	readonly onDidChange = this._onDidChange.event;
	private readonly running = new Map<string, RunningCheck>();
	private readonly subscription: vscode.Disposable;

	constructor(
		private readonly state: State,
		private readonly sessions: Sessions,
	) {
		this.subscription = vscode.Disposable.from(
			this._onDidChange,
			sessions.onDidChange(() => void this.forgetRemoved()),
		);
	}

	/** Undefined for a session that was not checked, and for what another version wrote. */
	of(sessionId: string): Permissions | undefined {
		return readPermissions(this.state.get(prefix + sessionId));
	}

	runningOf(sessionId: string): RunningCheck | undefined {
		return this.running.get(sessionId);
	}

	/** Shows how far a check has come; undefined when it has ended. */
	follow(sessionId: string, check: RunningCheck | undefined): void {
		const isFurther = check !== undefined && this.running.has(sessionId);
		if (check === undefined) {
			this.running.delete(sessionId);
		} else {
			this.running.set(sessionId, check);
		}
		this._onDidChange.fire(isFurther ? sessionId : undefined);
	}

	async keep(sessionId: string, { at, entities }: Permissions): Promise<void> {
		await this.state.update(prefix + sessionId, { version: 1, at, entities: Object.fromEntries(entities) });
		this._onDidChange.fire(undefined);
	}

	dispose(): void {
		this.subscription.dispose();
	}

	/** A keyring that cannot be read says nothing of what was removed. */
	private async forgetRemoved(): Promise<void> {
		const keys = this.state.keys().filter(key => key.startsWith(prefix));
		if (keys.length === 0) {
			return;
		}
		const entries = await this.sessions.list().catch(() => undefined);
		if (entries !== undefined) {
			const kept = new Set(entries.map(({ session }) => prefix + session.id));
			await Promise.all(keys.filter(key => !kept.has(key)).map(key => this.state.update(key, undefined)));
		}
	}
}

const readabilities: Readonly<Record<Readability, true>> = {
	readable: true,
	refused: true,
	noList: true,
	unclear: true,
	notAsked: true,
};

function readPermissions(value: unknown): Permissions | undefined {
	if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1) {
		return undefined;
	}
	const at = 'at' in value ? value.at : undefined;
	const entities = 'entities' in value ? value.entities : undefined;
	if (typeof at !== 'number' || typeof entities !== 'object' || entities === null) {
		return undefined;
	}
	const known = Object.entries(entities).filter((entry): entry is [string, Readability] => isReadability(entry[1]));
	return { at, entities: new Map(known) };
}

function isReadability(value: unknown): value is Readability {
	return typeof value === 'string' && Object.hasOwn(readabilities, value);
}
