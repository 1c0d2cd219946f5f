import { parseAccount, type Account } from '../flowlu/account';
import { accountOf, type AccountEntry, type SessionEntry } from '../flowlu/sessionEntry';

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
