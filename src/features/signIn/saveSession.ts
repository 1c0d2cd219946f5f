import type { SessionEntry } from '../../flowlu/sessionEntry';
import type { Account } from '../../flowlu/account';
import { grantOf, secretOf, type Session } from '../../flowlu/session';
import { secretTail } from '../../net/redaction/secret';
import { isRefused } from '../../ui/messages/sessionMessages';
import type { Obtained, SignInDependencies } from './signInDependencies';

export interface NewSession extends Pick<Obtained, 'credential' | 'verification'> {
	/** A new UUID; the same one when the user tries again, since a silent keyring may store the first attempt after all. */
	readonly id: string;
	readonly account: Account;
	readonly label: string;
	/** Who signed in; absent for API keys. */
	readonly login?: string;
}

/**
 * Stores a session. It takes the place of an earlier sign-in of the same login, and becomes the active one where the active one is refused.
 * @throws SecretStorageError; nothing is stored then, unless the keyring was silent and answers later
 */
export async function saveSession(
	{ sessions }: Pick<SignInDependencies, 'sessions'>,
	{ id, account, credential, verification, label, login }: NewSession,
): Promise<Session> {
	const session: Session = {
		id,
		account,
		grant: grantOf(credential),
		label,
		tail: secretTail(secretOf(credential)),
		...(login !== undefined && { login }),
	};
	const entries = await sessions.list();
	const active = entries.find(entry => entry.active && entry.session.account.origin === account.origin);
	const earlier = earlierSignIn(entries, account, login);
	const addition = {
		verification: { result: verification.result, at: Date.now() },
		active: isRefused(active?.verification),
	};
	await (earlier === undefined
		? sessions.add(session, credential, addition)
		: sessions.replace(earlier.session.id, session, credential, addition));
	return session;
}

/** The session that a new sign-in of the same login replaces. */
export function earlierSignIn(
	entries: readonly SessionEntry[],
	account: Account,
	login: string | undefined,
): SessionEntry | undefined {
	return login === undefined
		? undefined
		: entries.find(({ session }) => session.account.origin === account.origin && session.login === login);
}
