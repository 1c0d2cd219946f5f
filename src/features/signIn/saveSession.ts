import type { Account } from '../../flowlu/account';
import type { Session } from '../../flowlu/session';
import { secretOf } from '../../flowlu/session';
import { secretTail } from '../../net/secret';
import type { SessionEntry } from '../../sessions/sessionStore';
import { isRefused } from '../../ui/sessionWords';
import type { Obtained, SignInParts } from './parts';

export interface NewSession extends Pick<Obtained, 'credential' | 'verification'> {
	readonly account: Account;
	readonly label: string;
	/** Who signed in; absent for API keys. */
	readonly login?: string;
}

/**
 * Stores a session. It takes the place of an earlier sign-in of the same login, and becomes the active one where that was active or the active one
 * is refused.
 * @throws SecretStorageError; nothing is stored then
 */
export async function saveSession(
	{ sessions, log }: Pick<SignInParts, 'sessions' | 'log'>,
	{ account, credential, verification, label, login }: NewSession,
): Promise<Session> {
	const session: Session = {
		id: crypto.randomUUID(),
		account,
		grant: credential.kind === 'apiKey' ? 'apiKey' : 'password',
		label,
		tail: secretTail(secretOf(credential)),
		...(login !== undefined && { login }),
	};
	const before = await sessions.list();
	await sessions.add(session, credential);
	try {
		await sessions.mark(session.id, { result: verification.result, at: Date.now() });
		await makeRoom(sessions, session, before);
	} catch (error) {
		// The session itself is stored; the user can verify, choose and remove sessions in the tree.
		log.error('A session was saved, but not all that goes with it.', error);
	}
	return session;
}

async function makeRoom(
	sessions: SignInParts['sessions'],
	session: Session,
	before: readonly SessionEntry[],
): Promise<void> {
	const earlier = earlierSignIn(before, session.account, session.login);
	const active = before.find(entry => entry.active && entry.session.account.origin === session.account.origin);
	if (active !== undefined && (active === earlier || isRefused(active.verification))) {
		await sessions.use(session);
	}
	if (earlier !== undefined) {
		await sessions.remove(earlier.session.id);
	}
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
