import { parseAccount, type Account, type AccountKind } from '../flowlu/account';
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

/** The account at an origin, with the name under which its sessions are stored, if any; undefined where no account can be. */
export function accountAt(entries: readonly SessionEntry[], origin: string): Account | undefined {
	const parsed = parseAccount(origin);
	if (!parsed.ok || parsed.account.origin !== origin) {
		return undefined;
	}
	return storedAccount(entries, { origin }) ?? parsed.account;
}

/** The account that is meant, if it has a session. */
export function storedAccount(
	entries: readonly SessionEntry[],
	reference: { readonly origin: string } | { readonly session: { readonly id: string } },
): AccountEntry | undefined {
	const entry = entries.find(({ session }) =>
		'session' in reference ? session.id === reference.session.id : session.account.origin === reference.origin,
	);
	return entry && accountOf(entry);
}
