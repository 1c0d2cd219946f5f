import type { Account, AccountKind } from './account';
import type { Session } from './session';
import type { Verification } from './verify';

/** The last word on a session's credential; `at` is milliseconds since 1970. */
export interface VerificationMark {
	readonly result: Verification['result'];
	readonly at: number;
}

/** A session with what is known of it; holds no secret. */
export interface SessionEntry {
	readonly session: Session;
	/** Of the session's account. */
	readonly accountKind: AccountKind;
	/** Is it the one that requests to its account use when they name none? */
	readonly active: boolean;
	/** Milliseconds since 1970; of the first one where it took another's place. */
	readonly addedAt: number;
	readonly verification?: VerificationMark;
	/** Ids of the sessions whose place it took, oldest first: who knew one of them finds this one. */
	readonly replaces?: readonly string[];
}

/** The session of this id, or the one that took its place. */
export function findSession(entries: readonly SessionEntry[], id: string): SessionEntry | undefined {
	return (
		entries.find(({ session }) => session.id === id) ?? entries.find(({ replaces }) => replaces?.includes(id) === true)
	);
}

/** An account with its kind. */
export interface AccountEntry extends Account {
	readonly kind: AccountKind;
}

export function accountOf({ session, accountKind }: SessionEntry): AccountEntry {
	return { ...session.account, kind: accountKind };
}
