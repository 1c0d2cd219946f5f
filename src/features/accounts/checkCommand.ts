import * as vscode from 'vscode';
import type { Permissions } from '../../flowlu/checkPermissions';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import { SessionRemovedError } from '../../flowlu/responses/flowluErrors';
import type { CachedPermissions } from '../../sessions/cachedPermissions';
import type { SessionStore } from '../../sessions/sessionStore';
import { showMessage } from '../../ui/messages/messages';
import { checkWithProgress, type PermissionCheckDependencies } from '../../ui/permissionCheck';
import { stopText } from '../../ui/messages/permissionMessages';

export interface CheckDependencies extends PermissionCheckDependencies {
	readonly sessions: SessionStore;
	readonly permissions: CachedPermissions;
}

/** Ids of the sessions that are checked, from before anything is waited for. */
const underWay = new Set<string>();

/**
 * Checks what a session may read and keeps what was found; a cancelled check leaves the earlier result, one that stopped leaves of it what it did not find
 * anew.
 * @throws CancelledError | SecretStorageError
 */
export async function checkAndKeep(dependencies: CheckDependencies, { session }: SessionEntry): Promise<void> {
	const { sessions, permissions } = dependencies;
	const { id, label, account } = session;
	if (underWay.has(id)) {
		void showMessage('information', vscode.l10n.t('“{0}” is being checked already.', label));
		return;
	}
	underWay.add(id);
	try {
		const access = await sessions.accessOf(id);
		if (access === undefined) {
			return;
		}
		const check = await checkWithProgress(dependencies, access, {
			title: vscode.l10n.t('Checking permissions of “{0}” ({1})', label, account.name),
			onProgress: running => {
				permissions.follow(id, running);
			},
		});
		const { stopped } = check;
		// It may have been removed meanwhile, and the result would outlive it; what took its place is another one.
		if ((await sessions.find(id))?.session.id !== id) {
			return;
		}
		if (stopped === 'keyRefused' || stopped === 'accountNotFound') {
			await sessions.mark(id, {
				result: stopped === 'keyRefused' ? 'refused' : 'accountNotFound',
				at: check.permissions.at,
			});
		} else {
			const earlier = stopped === undefined ? undefined : permissions.of(id);
			await permissions.keep(id, earlier === undefined ? check.permissions : filledIn(check.permissions, earlier));
		}
		if (stopped !== undefined) {
			void showMessage('warning', stopText(stopped, account.name));
		}
	} catch (error) {
		if (!(error instanceof SessionRemovedError)) {
			throw error;
		}
	} finally {
		underWay.delete(id);
		permissions.follow(id, undefined);
	}
}

/** What a check that stopped did not find, as it was known before; then with the date of that, as not everything is newer. */
function filledIn(check: Permissions, earlier: Permissions): Permissions {
	const entities = new Map(check.entities);
	let { at } = check;
	for (const [path, found] of check.entities) {
		const before = found === 'notAsked' || found === 'unclear' ? earlier.entities.get(path) : undefined;
		if (before !== undefined && before !== found) {
			entities.set(path, before);
			({ at } = earlier);
		}
	}
	return { at, entities };
}
