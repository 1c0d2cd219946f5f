import type { Session } from '../../flowlu/session';
import type { Permissions } from '../../flowlu/checkPermissions';
import type { SessionStore } from '../../sessions/sessionStore';

/** By the path of an entity, such as `crm/lead`: the active keys and sign-ins that may not list it. */
export type Refusals = ReadonlyMap<string, readonly Session[]>;

interface CheckedPermissions {
	/** Undefined for a session that was not checked. */
	of(sessionId: string): Permissions | undefined;
}

/** What the last check of each active key or sign-in found to be refused; Flowlu is not asked. */
export async function refusals(
	sessions: Pick<SessionStore, 'list'>,
	permissions: CheckedPermissions,
): Promise<Refusals> {
	// A keyring that cannot be read is told in the view of the accounts; here only the marks are missing.
	const entries = await sessions.list().catch(() => []);
	const refused = new Map<string, readonly Session[]>();
	for (const { session, active } of entries) {
		const entities = active ? permissions.of(session.id)?.entities : undefined;
		for (const [path, readability] of entities ?? []) {
			if (readability === 'refused') {
				refused.set(path, [...(refused.get(path) ?? []), session]);
			}
		}
	}
	return refused;
}
