import type { Account, AccountKind } from '../flowlu/account';
import type { SessionEntry } from './sessionStore';

/** An account as the views need it. */
export interface AccountEntry extends Account {
	readonly kind: AccountKind;
}

/** The accounts of the sessions, each origin once, in the order of its first session. */
export function accountsOf(entries: readonly SessionEntry[]): readonly AccountEntry[] {
	const byOrigin = new Map<string, AccountEntry>();
	for (const entry of entries) {
		const { origin } = entry.session.account;
		if (!byOrigin.has(origin)) {
			byOrigin.set(origin, accountOf(entry));
		}
	}
	return [...byOrigin.values()];
}

export function accountOf({ session, accountKind }: SessionEntry): AccountEntry {
	return { ...session.account, kind: accountKind };
}
