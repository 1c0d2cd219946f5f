import * as vscode from 'vscode';
import { usualKind, type Account, type AccountKind } from '../flowlu/account';
import type { Access } from '../flowlu/client';
import { secretOf, type Credential, type Session } from '../flowlu/session';
import type { Verification } from '../flowlu/verify';
import type { Redactor } from '../net/redact';
import { openSecret } from '../net/secret';
import { parseObject, readRecord, writeRecord, type SessionRecord } from './record';

/** The last word on a session's credential; `at` is milliseconds since 1970. */
export interface VerificationMark {
	readonly result: Verification['result'];
	readonly at: number;
}

/** A session as the views need it; holds no secret. */
export interface SessionEntry {
	readonly session: Session;
	/** Of the session's account. */
	readonly accountKind: AccountKind;
	/** Is it the one that requests to its account use when they name none? */
	readonly active: boolean;
	/** Milliseconds since 1970. */
	readonly addedAt: number;
	readonly verification?: VerificationMark;
}

/** What the store needs of its log. */
interface Log {
	warn(message: string): void;
}

/** The keyring failed; nothing was changed. `cause` is what it said. */
export class SecretStorageError extends Error {
	override readonly name = 'SecretStorageError' as const;

	constructor(
		readonly operation: 'read' | 'write',
		cause: unknown,
	) {
		super(`SecretStorage failed to ${operation}.`, { cause });
	}
}

interface Contents {
	readonly records: ReadonlyMap<string, SessionRecord>;
	readonly entries: readonly SessionEntry[];
}

const sessionPrefix = 'session:';
const labelPrefix = 'label:';
const verificationPrefix = 'verification:';
const activePrefix = 'active:';
const kindPrefix = 'kind:';
const prefixes = [sessionPrefix, labelPrefix, verificationPrefix, activePrefix, kindPrefix];

/**
 * Sessions in SecretStorage: one immutable secret each (`session:<uuid>`), and beside it small entries for what changes: label, last verification,
 * and the active session and the kind of an account. No index: two windows would overwrite each other's.
 */
export class SessionStore implements vscode.Disposable {
	private readonly _onDidChange = new vscode.EventEmitter<void>();
	/** Sessions were added, removed or changed, here or in another window. */
	readonly onDidChange = this._onDidChange.event;
	private readonly subscription: vscode.Disposable;
	private contents: Promise<Contents> | undefined;
	private lastAddedAt = 0;

	constructor(
		private readonly secrets: vscode.SecretStorage,
		private readonly redactor: Redactor,
		private readonly log: Log,
	) {
		this.subscription = vscode.Disposable.from(
			this._onDidChange,
			secrets.onDidChange(({ key }) => {
				if (prefixes.some(prefix => key.startsWith(prefix))) {
					this.changed();
				}
			}),
		);
	}

	/**
	 * All sessions in the order they were added. Read from the keyring once, then kept until something changes.
	 * @throws SecretStorageError
	 */
	async list(): Promise<readonly SessionEntry[]> {
		return (await this.read()).entries;
	}

	/** @throws SecretStorageError */
	async find(id: string): Promise<SessionEntry | undefined> {
		return (await this.list()).find(({ session }) => session.id === id);
	}

	/**
	 * The session's account and credential; undefined when it was removed.
	 * @throws SecretStorageError
	 */
	async accessOf(id: string): Promise<Access | undefined> {
		const record = (await this.read()).records.get(id);
		return record && { account: record.session.account, credential: record.credential };
	}

	/**
	 * The stored session with the same secret for the same account.
	 * @throws SecretStorageError
	 */
	async findSame(account: Account, credential: Credential): Promise<SessionEntry | undefined> {
		const secret = openSecret(secretOf(credential));
		const { records } = await this.read();
		const same = [...records.values()].find(
			record => record.session.account.origin === account.origin && openSecret(secretOf(record.credential)) === secret,
		);
		return same && this.find(same.session.id);
	}

	/** @throws SecretStorageError; the session is then not stored */
	async add(session: Session, credential: Credential): Promise<void> {
		this.redactor.add(secretOf(credential));
		// Two in one millisecond keep their order.
		this.lastAddedAt = Math.max(Date.now(), this.lastAddedAt + 1);
		await this.write(sessionPrefix + session.id, writeRecord({ session, credential, addedAt: this.lastAddedAt }));
	}

	/** @throws SecretStorageError */
	async rename(id: string, label: string): Promise<void> {
		await this.write(labelPrefix + id, label);
	}

	/** @throws SecretStorageError */
	async mark(id: string, verification: VerificationMark): Promise<void> {
		await this.write(verificationPrefix + id, JSON.stringify(verification));
	}

	/** Makes the session the active one of its account. @throws SecretStorageError */
	async use({ id, account }: Session): Promise<void> {
		await this.write(activePrefix + account.origin, id);
	}

	/**
	 * Says what the account is, in all windows. Kept here rather than in the settings, which a workspace could bring along: it decides whether writes
	 * are asked about.
	 * @throws SecretStorageError
	 */
	async markAccount({ origin }: Account, kind: AccountKind): Promise<void> {
		await this.write(kindPrefix + origin, kind);
	}

	/** @throws SecretStorageError; the session is then still stored */
	async remove(id: string): Promise<void> {
		const entries = await this.list();
		const origin = entries.find(({ session }) => session.id === id)?.session.account.origin ?? '';
		const isLast = !entries.some(({ session }) => session.account.origin === origin && session.id !== id);
		await this.attempt('write', async () => {
			await this.secrets.delete(sessionPrefix + id);
			await this.secrets.delete(labelPrefix + id);
			await this.secrets.delete(verificationPrefix + id);
			if ((await this.secrets.get(activePrefix + origin)) === id) {
				await this.secrets.delete(activePrefix + origin);
			}
			if (isLast) {
				await this.secrets.delete(kindPrefix + origin);
			}
		});
		this.changed();
	}

	/** Reads the keyring anew, for a user who asks for it. */
	refresh(): void {
		this.changed();
	}

	dispose(): void {
		this.subscription.dispose();
	}

	private changed(): void {
		this.contents = undefined;
		this._onDidChange.fire();
	}

	private async write(key: string, value: string): Promise<void> {
		await this.attempt('write', () => this.secrets.store(key, value));
		this.changed();
	}

	private read(): Promise<Contents> {
		if (this.contents === undefined) {
			const contents = this.attempt('read', () => this.load());
			this.contents = contents;
			// A keyring that fails now may work when the user asks again.
			contents.catch(() => {
				if (this.contents === contents) {
					this.contents = undefined;
				}
			});
		}
		return this.contents;
	}

	private async load(): Promise<Contents> {
		const keys = await this.secrets.keys();
		const values = new Map<string, string>();
		await Promise.all(
			keys
				.filter(key => prefixes.some(prefix => key.startsWith(prefix)))
				.map(async key => {
					const value = await this.secrets.get(key);
					if (value !== undefined) {
						values.set(key, value);
					}
				}),
		);
		const records = this.readRecords(values);
		return {
			records: new Map(records.map(record => [record.session.id, record])),
			entries: entriesOf(records, values),
		};
	}

	private readRecords(values: ReadonlyMap<string, string>): readonly SessionRecord[] {
		const records: SessionRecord[] = [];
		for (const [key, value] of values) {
			if (!key.startsWith(sessionPrefix)) {
				continue;
			}
			const record = readRecord(key.slice(sessionPrefix.length), value);
			if (record === undefined) {
				this.log.warn(`The stored session ${key} cannot be read and is left alone.`);
				continue;
			}
			this.redactor.add(secretOf(record.credential));
			records.push(record);
		}
		return records.sort((a, b) => a.addedAt - b.addedAt || a.session.id.localeCompare(b.session.id));
	}

	private async attempt<T>(operation: 'read' | 'write', run: () => Thenable<T>): Promise<T> {
		try {
			return await run();
		} catch (error) {
			throw new SecretStorageError(operation, error);
		}
	}
}

function entriesOf(records: readonly SessionRecord[], values: ReadonlyMap<string, string>): readonly SessionEntry[] {
	const activeIds = new Map<string, string>();
	for (const { session } of records) {
		const chosen = values.get(activePrefix + session.account.origin);
		if (!activeIds.has(session.account.origin) || chosen === session.id) {
			activeIds.set(session.account.origin, session.id);
		}
	}
	return records.map(({ session, addedAt }) => {
		const verification = readMark(values.get(verificationPrefix + session.id));
		return {
			session: { ...session, label: values.get(labelPrefix + session.id) ?? session.label },
			accountKind: readKind(values.get(kindPrefix + session.account.origin)) ?? usualKind(session.account),
			active: activeIds.get(session.account.origin) === session.id,
			addedAt,
			...(verification && { verification }),
		};
	});
}

function readKind(text: string | undefined): AccountKind | undefined {
	return text === 'production' || text === 'test' ? text : undefined;
}

const results: ReadonlySet<unknown> = new Set<Verification['result']>([
	'verified',
	'limited',
	'refused',
	'accountNotFound',
	'unreachable',
	'unclear',
]);

function readMark(text: string | undefined): VerificationMark | undefined {
	const mark = text === undefined ? undefined : parseObject(text);
	const result = mark?.['result'];
	const at = mark?.['at'];
	return isResult(result) && typeof at === 'number' ? { result, at } : undefined;
}

function isResult(value: unknown): value is Verification['result'] {
	return results.has(value);
}
