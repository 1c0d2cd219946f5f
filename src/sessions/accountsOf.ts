import type { Account } from '../flowlu/account';
import type { SessionEntry } from './sessionStore';

/** The accounts of the sessions, each origin once, in the order of its first session. */
export function accountsOf(entries: readonly SessionEntry[]): readonly Account[] {
	const byOrigin = new Map<string, Account>();
	for (const { session } of entries) {
		if (!byOrigin.has(session.account.origin)) {
			byOrigin.set(session.account.origin, session.account);
		}
	}
	return [...byOrigin.values()];
}
