import type { Envelope } from '../../../flowlu/responses/envelope';
import { findSession, type VerificationMark } from '../../../flowlu/sessionEntry';
import { verdictOf } from '../../../flowlu/verify';
import type { SessionStore } from '../../../sessions/sessionStore';

/** Does the response say that the credential is not valid (any more), or that there is no such account? */
export function refusalIn(envelope: Envelope): 'refused' | 'accountNotFound' | undefined {
	const verdict = envelope.kind === 'error' ? verdictOf(envelope.error) : undefined;
	return verdict === 'limited' ? undefined : verdict;
}

/**
 * Marks a session in the tree whose credential is refused, or works again; nothing is written while nothing changes.
 * @throws SecretStorageError
 */
export async function noteVerdict(id: string, envelope: Envelope, sessions: SessionStore): Promise<void> {
	const before = findSession(await sessions.list(), id)?.verification?.result;
	const result = refusalIn(envelope) ?? (envelope.kind === 'success' ? verified(before) : before);
	if (result !== undefined && result !== before) {
		await sessions.mark(id, { result, at: Date.now() });
	}
}

/** A key that may do little stays one that may do little. */
function verified(before: VerificationMark['result'] | undefined): VerificationMark['result'] {
	return before === 'limited' ? before : 'verified';
}
