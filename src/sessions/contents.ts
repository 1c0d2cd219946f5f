import { usualKind, type AccountKind } from '../flowlu/account';
import type { SessionEntry } from '../flowlu/sessionEntry';
import { parseObject, readMark, readRecord, type SessionRecord, type UnreadableReason } from './record';

/** A stored session that this version cannot show. It is kept as it is. */
export interface UnreadableSession {
	readonly id: string;
	readonly reason: UnreadableReason;
}

/** All that the keyring holds for us, read at one time. */
export interface Contents {
	/** By id; without those that were replaced. */
	readonly records: ReadonlyMap<string, SessionRecord>;
	/** In the order they were added. */
	readonly entries: readonly SessionEntry[];
	/** Milliseconds since 1970 when a session was last made the active one of its account; none for one that never was. */
	readonly usedAt: ReadonlyMap<string, number>;
	readonly unreadable: readonly UnreadableSession[];
	/** Records that are still stored although others took their place. */
	readonly replaced: ReadonlyMap<string, SessionRecord>;
}

/** The names of a session's entries in the keyring: each is a prefix and its id. */
export const prefixes = { session: 'session:', label: 'label:', verification: 'verification:', used: 'used:' } as const;

/** With an account's origin, the name of the entry that holds its kind. */
export const kindPrefix = 'kind:';

/** Is the entry one of those that the store reads? */
export function isStored(key: string): boolean {
	return [...Object.values(prefixes), kindPrefix].some(prefix => key.startsWith(prefix));
}

/** What the entries of the keyring say. Entries beside a session that is not there say nothing. */
export function contentsOf(values: ReadonlyMap<string, unknown>): Contents {
	const { records: stored, unreadable } = readRecords(values);
	const hidden = new Set(stored.flatMap(record => replacedBy(record, stored)));
	const records = stored.filter(({ session }) => !hidden.has(session.id));
	const usedAt = new Map(
		records.flatMap(record => {
			const time = usedAtOf(record, values);
			return time === undefined ? [] : [[record.session.id, time]];
		}),
	);
	return {
		records: byId(records),
		entries: entriesOf(records, values, usedAt),
		usedAt,
		unreadable,
		replaced: byId(stored.filter(({ session }) => hidden.has(session.id))),
	};
}

/** All entries of a session. */
export function keysOf(id: string): readonly string[] {
	return Object.values(prefixes).map(prefix => prefix + id);
}

function readRecords(
	values: ReadonlyMap<string, unknown>,
): Pick<Contents, 'unreadable'> & { readonly records: readonly SessionRecord[] } {
	const records: SessionRecord[] = [];
	const unreadable: UnreadableSession[] = [];
	for (const [key, value] of values) {
		if (key.startsWith(prefixes.session)) {
			const id = key.slice(prefixes.session.length);
			const stored = readRecord(id, value);
			if (stored.kind === 'record') {
				records.push(stored.record);
			} else {
				unreadable.push({ id, reason: stored.reason });
			}
		}
	}
	return {
		records: records.sort((a, b) => a.addedAt - b.addedAt || a.session.id.localeCompare(b.session.id)),
		unreadable: unreadable.sort((a, b) => a.id.localeCompare(b.id)),
	};
}

/** A record can take the place of sessions of its own account only. */
function replacedBy({ session, replaces = [] }: SessionRecord, stored: readonly SessionRecord[]): readonly string[] {
	return stored
		.filter(other => other.session.account.origin === session.account.origin && replaces.includes(other.session.id))
		.map(other => other.session.id);
}

/** A session that took another's place while that was made the active one in another window is the active one now. */
function usedAtOf(
	{ session, replaces = [], usedAt }: SessionRecord,
	values: ReadonlyMap<string, unknown>,
): number | undefined {
	const marks = [session.id, ...replaces].map(id => Number(values.get(prefixes.used + id)));
	const times = [usedAt ?? NaN, ...marks].filter(time => Number.isFinite(time));
	return times.length === 0 ? undefined : times.reduce((latest, time) => Math.max(latest, time));
}

function entriesOf(
	records: readonly SessionRecord[],
	values: ReadonlyMap<string, unknown>,
	usedAt: Contents['usedAt'],
): readonly SessionEntry[] {
	const activeIds = new Map<string, string>();
	for (const { session } of records) {
		const before = activeIds.get(session.account.origin);
		if (before === undefined || (usedAt.get(session.id) ?? 0) > (usedAt.get(before) ?? 0)) {
			activeIds.set(session.account.origin, session.id);
		}
	}
	return records.map(({ session, addedAt, replaces, ...record }) => {
		const label = values.get(prefixes.label + session.id);
		const mark = values.get(prefixes.verification + session.id);
		const verification = (typeof mark === 'string' ? readMark(parseObject(mark)) : undefined) ?? record.verification;
		return {
			session: { ...session, label: typeof label === 'string' ? label : session.label },
			accountKind: readKind(values.get(kindPrefix + session.account.origin)) ?? usualKind(session.account),
			active: activeIds.get(session.account.origin) === session.id,
			addedAt,
			...(verification && { verification }),
			...(replaces && { replaces }),
		};
	});
}

function readKind(value: unknown): AccountKind | undefined {
	return value === 'production' || value === 'test' ? value : undefined;
}

function byId(records: readonly SessionRecord[]): ReadonlyMap<string, SessionRecord> {
	return new Map(records.map(record => [record.session.id, record]));
}
