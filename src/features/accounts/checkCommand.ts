import type { SessionEntry } from '../../flowlu/sessionEntry';
import * as vscode from 'vscode';
import type { CachedPermissions } from '../../sessions/cachedPermissions';
import type { SessionStore } from '../../sessions/sessionStore';
import { showMessage } from '../../ui/messages/messages';
import { checkWithProgress, type PermissionCheckDependencies } from '../../ui/permissionCheck';
import { stopText } from '../../ui/messages/permissionMessages';

export interface CheckDependencies extends PermissionCheckDependencies {
	readonly sessions: SessionStore;
	readonly permissions: CachedPermissions;
}

/**
 * Checks what a session may read and keeps what was found; a cancelled check leaves the earlier result.
 * @throws CancelledError | SecretStorageError
 */
export async function checkAndKeep(dependencies: CheckDependencies, { session }: SessionEntry): Promise<void> {
	const { sessions, permissions } = dependencies;
	const { id, label, account } = session;
	const access = await sessions.accessOf(id);
	if (access === undefined) {
		return;
	}
	if (permissions.runningOf(id) !== undefined) {
		void showMessage('information', vscode.l10n.t('“{0}” is being checked already.', label));
		return;
	}
	try {
		const check = await checkWithProgress(dependencies, access, {
			title: vscode.l10n.t('Checking permissions of “{0}” ({1})', label, account.name),
			onProgress: running => {
				permissions.follow(id, running);
			},
		});
		const { stopped } = check;
		// It may have been removed meanwhile; the result would outlive it.
		if ((await sessions.find(id)) === undefined) {
			return;
		}
		if (stopped === 'keyRefused' || stopped === 'accountNotFound') {
			await sessions.mark(id, {
				result: stopped === 'keyRefused' ? 'refused' : 'accountNotFound',
				at: check.permissions.at,
			});
		} else {
			await permissions.keep(id, check.permissions);
		}
		if (stopped !== undefined) {
			void showMessage('warning', stopText(stopped, account.name));
		}
	} finally {
		permissions.follow(id, undefined);
	}
}
