import * as vscode from 'vscode';
import type { Account, AccountKind } from '../flowlu/account';
import type { Access } from '../flowlu/flowluClient';
import { secretOf, type Credential, type Session } from '../flowlu/session';
import { findSession, type SessionEntry, type VerificationMark } from '../flowlu/sessionEntry';
import type { Redactor } from '../net/redaction/redact';
import { openSecret } from '../net/redaction/secret';
import { contentsOf, isStored, keysOf, kindPrefix, prefixes, type Contents, type UnreadableSession } from './contents';
import { Keyring } from './keyring';
import { SharedReading } from './sharedReading';
import { writeRecord, type SessionRecord } from './record';

/** What is known of a new session when it is stored. */
export interface Addition {
	readonly verification?: VerificationMark;
	/** Does it become the active one of its account? */
	readonly active?: boolean;
}

/** What the store needs of its log. */
interface Log {
	warn(message: string): void;
}

const beside = ['label', 'verification', 'used'] as const;
type Beside = (typeof beside)[number];

/**
 * Sessions in SecretStorage: one immutable secret each (`session:<uuid>`), and beside it small entries for what changes: label, last verification, and
 * when the session was made the active one; and for each account its kind. No index: two windows would overwrite each other's.
 *
 * Every change comes into force with one write, so that a crash leaves all of it or nothing: adding and replacing with that of the record, removing with
 * its deletion. What is done after that only tidies up.
 */
export class SessionStore implements vscode.Disposable {
	private readonly _onDidChange = new vscode.EventEmitter<void>();
	/** Sessions were added, removed or changed, here or in another window. */
	readonly onDidChange = this._onDidChange.event;
	private readonly keyring: Keyring;
	private readonly subscription: vscode.Disposable;
	private readonly contents = new SharedReading(() => this.load());
	private lastTime = 0;
	/** Sessions beside which this window has written something. */
	private readonly writtenBeside = new Set<string>();
	private readonly warnedOf = new Set<string>();

	/** @param timeoutMs milliseconds that the keyring may take @param clock milliseconds since 1970 */
	constructor(
		secrets: vscode.SecretStorage,
		private readonly redactor: Redactor,
		private readonly log: Log,
		timeoutMs?: number,
		private readonly clock: () => number = Date.now,
	) {
		this.keyring = new Keyring(secrets, timeoutMs);
		this.subscription = vscode.Disposable.from(
			this._onDidChange,
			this.keyring,
			this.keyring.onDidChange(key => {
				this.follow(key);
			}),
		);
	}

	/**
	 * All sessions in the order they were added. Read from the keyring once, then kept until something changes.
	 * @throws SecretStorageError
	 */
	async list(): Promise<readonly SessionEntry[]> {
		return (await this.contents.get()).entries;
	}

	/** Stored sessions that this version cannot show. @throws SecretStorageError */
	async unreadable(): Promise<readonly UnreadableSession[]> {
		return (await this.contents.get()).unreadable;
	}

	/** The session, or the one that took its place. @throws SecretStorageError */
	async find(id: string): Promise<SessionEntry | undefined> {
		return findSession(await this.list(), id);
	}

	/**
	 * Account and credential of the session, or of the one that took its place; undefined when it was removed.
	 * @throws SecretStorageError
	 */
	async accessOf(id: string): Promise<Access | undefined> {
		const { entries, records } = await this.contents.get();
		const record = records.get(findSession(entries, id)?.session.id ?? '');
		const current = () => this.accessOf(id);
		return record && { account: record.session.account, credential: record.credential, current };
	}

	/**
	 * The stored session with the same secret for the same account.
	 * @throws SecretStorageError
	 */
	async findSame(account: Account, credential: Credential): Promise<SessionEntry | undefined> {
		const secret = openSecret(secretOf(credential));
		const { records, entries } = await this.contents.get();
		return entries.find(({ session }) => {
			const record = records.get(session.id);
			return session.account.origin === account.origin && record && openSecret(secretOf(record.credential)) === secret;
		});
	}

	/** @throws SecretStorageError; the session is then not stored, unless the keyring was silent and responds later */
	async add(session: Session, credential: Credential, { verification, active }: Addition = {}): Promise<void> {
		const usedAt = active === true ? await this.timeOfUse() : undefined;
		await this.put({
			session,
			credential,
			addedAt: this.now(),
			...(verification && { verification }),
			...(usedAt !== undefined && { usedAt }),
		});
	}

	/**
	 * Stores a session in the place of another, which is forgotten: it stands where that stood, is active where that was, and is found by its id. One that
	 * was removed or replaced meanwhile is not missed: the new one is then simply added. The label is the new session's own.
	 * @throws SecretStorageError; the earlier one is then still stored, unless the keyring was silent and responds later
	 */
	async replace(id: string, session: Session, credential: Credential, addition: Addition = {}): Promise<void> {
		const { records, usedAt } = await this.contents.get();
		// It is there itself when a silent keyring has stored it after all, and the user tries again.
		const earlier = records.get(id) ?? records.get(session.id);
		if (earlier?.session.account.origin !== session.account.origin) {
			await this.add(session, credential, addition);
			return;
		}
		const { verification, active } = addition;
		const replaces = [...(earlier.replaces ?? []), earlier.session.id].filter(other => other !== session.id);
		const used = active === true ? await this.timeOfUse() : usedAt.get(earlier.session.id);
		await this.put({
			session,
			credential,
			addedAt: earlier.addedAt,
			replaces,
			...(verification && { verification }),
			...(used !== undefined && { usedAt: used }),
		});
		await this.tidy(replaces.flatMap(keysOf));
	}

	/** Nothing when the session was removed. @throws SecretStorageError */
	async rename(id: string, label: string): Promise<void> {
		await this.writeBeside('label', id, label);
	}

	/** Nothing when the session was removed or replaced: it is said of this credential and no other. @throws SecretStorageError */
	async mark(id: string, verification: VerificationMark): Promise<void> {
		await this.writeBeside('verification', id, JSON.stringify(verification));
	}

	/** Makes the session the active one of its account. @throws SecretStorageError */
	async use({ id }: Pick<Session, 'id'>): Promise<void> {
		await this.writeBeside('used', id, String(await this.timeOfUse()));
	}

	/**
	 * Says what the account is, in all windows. Kept here rather than in the settings, which a workspace could bring along: it decides whether writes
	 * are asked about.
	 * @throws SecretStorageError
	 */
	async markAccount({ origin }: Account, kind: AccountKind): Promise<void> {
		await this.keyring.store(kindPrefix + origin, kind);
		this.changed();
	}

	/**
	 * Removes this session and no other: where another took its place meanwhile, nothing is removed and that one is returned.
	 * @throws SecretStorageError; the session is then still stored, unless the keyring was silent and responds later
	 */
	async remove(id: string): Promise<SessionEntry | undefined> {
		const { entries, replaced } = await this.contents.get();
		const entry = findSession(entries, id);
		if (entry !== undefined && entry.session.id !== id) {
			return entry;
		}
		const ids = [...(entry?.replaces ?? []), id];
		// The record of the last hides the others: they go first, or a crash would bring one of them back.
		for (const each of ids.filter(other => replaced.has(other)).concat(id)) {
			await this.keyring.delete(prefixes.session + each);
		}
		this.changed();
		await this.tidy(ids.flatMap(keysOf));
		await (entry && this.tidy(this.keysWithoutSession(entry.session.account)));
		return undefined;
	}

	/** Reads the keyring anew, for a user who asks for it. */
	refresh(): void {
		this.changed();
	}

	dispose(): void {
		this.subscription.dispose();
	}

	private async put(record: SessionRecord): Promise<void> {
		this.redactor.add(secretOf(record.credential));
		await this.keyring.store(prefixes.session + record.session.id, writeRecord(record));
		this.changed();
	}

	private async writeBeside(kind: Beside, given: string, value: string): Promise<void> {
		const entry = await this.find(given);
		if (entry === undefined || (kind === 'verification' && entry.session.id !== given)) {
			return;
		}
		const { id } = entry.session;
		this.writtenBeside.add(id);
		await this.keyring.store(prefixes[kind] + id, value);
		this.changed();
		await this.tidyAfter(id);
	}

	/** What this window has written beside a session must not outlive it, wherever that was removed. */
	private async tidyAfter(id: string): Promise<void> {
		try {
			if (await this.keyring.has(prefixes.session + id)) {
				return;
			}
		} catch (error) {
			this.warnOfLeftovers(error);
			return;
		}
		this.writtenBeside.delete(id);
		await this.tidy(beside.map(kind => prefixes[kind] + id));
	}

	/** What goes with the account if it has no session left, also none that another window has added since the list was read. */
	private async keysWithoutSession({ origin }: Account): Promise<readonly string[]> {
		const { entries } = await this.contents.get();
		return entries.some(({ session }) => session.account.origin === origin) ? [] : [kindPrefix + origin];
	}

	/** Deletes what is out of force already. */
	private async tidy(keys: readonly string[] | Promise<readonly string[]>): Promise<void> {
		try {
			await Promise.all((await keys).map(key => this.keyring.delete(key)));
		} catch (error) {
			this.warnOfLeftovers(error);
		}
	}

	private warnOfLeftovers(error: unknown): void {
		this.log.warn(`Not all of a removed session could be deleted: ${error instanceof Error ? error.message : ''}`);
	}

	private follow(key: string | undefined): void {
		if (key !== undefined && !isStored(key)) {
			return;
		}
		this.changed();
		if (key?.startsWith(prefixes.session) === true && this.writtenBeside.has(key.slice(prefixes.session.length))) {
			void this.tidyAfter(key.slice(prefixes.session.length));
		}
	}

	private changed(): void {
		this.contents.outdate();
		this._onDidChange.fire();
	}

	private async load(): Promise<Contents> {
		const contents = contentsOf(await this.keyring.readAll(isStored));
		for (const { credential } of [...contents.records.values(), ...contents.replaced.values()]) {
			this.redactor.add(secretOf(credential));
		}
		for (const { id, reason } of contents.unreadable) {
			this.warnOnce(id, reason);
		}
		// A crash came between, or another window is about to do it.
		void this.tidy([...contents.replaced.keys()].flatMap(keysOf));
		return contents;
	}

	private warnOnce(id: string, reason: UnreadableSession['reason']): void {
		if (!this.warnedOf.has(id)) {
			this.warnedOf.add(id);
			const why = reason === 'newer' ? 'was made by a newer version' : 'cannot be read';
			this.log.warn(`The stored session ${id} ${why} and is left alone.`);
		}
	}

	/** Later than any other, also where the clock was wrong when that was noted. */
	private async timeOfUse(): Promise<number> {
		const { usedAt } = await this.contents.get();
		return Array.from(usedAt.values()).reduce((latest, time) => Math.max(latest, time + 1), this.now());
	}

	/** Milliseconds since 1970; two in one millisecond keep their order. */
	private now(): number {
		this.lastTime = Math.max(this.clock(), this.lastTime + 1);
		return this.lastTime;
	}
}
