import * as vscode from 'vscode';
import type { AccountReference, SessionReference } from '../../contributions';
import type { AccountKind } from '../../flowlu/account';
import type { AccountEntry } from '../../flowlu/sessionEntry';
import { accountsOf, storedAccount } from '../../sessions/accountsOf';
import type { SessionStore } from '../../sessions/sessionStore';
import { kindWord } from '../../ui/messages/accountMessages';
import { showDone, showMessage } from '../../ui/messages/messages';
import { ownText } from '../../ui/messages/windowRedactor';
import { pickOne } from '../../ui/prompts/pick';

/** Marks the account of a row, or one that the user chooses among those of the other kind. @throws SecretStorageError */
export async function markAccount(
	sessions: SessionStore,
	reference: AccountReference | SessionReference | undefined,
	kind: AccountKind,
): Promise<void> {
	const account =
		reference === undefined ? await askForAccount(sessions, kind) : storedAccount(await sessions.list(), reference);
	if (account === undefined) {
		return;
	}
	await sessions.markAccount(account, kind);
	const message =
		kind === 'production'
			? vscode.l10n.t('$(check) You are asked before anything is written to {0}.', account.name)
			: vscode.l10n.t('$(check) Requests that write to {0} are sent without confirmation.', account.name);
	showDone(message);
}

async function askForAccount(sessions: SessionStore, kind: AccountKind): Promise<AccountEntry | undefined> {
	const accounts = accountsOf(await sessions.list()).filter(account => account.kind !== kind);
	if (accounts.length === 0) {
		void showMessage(
			'information',
			kind === 'production'
				? vscode.l10n.t('Every account is a production account already.')
				: vscode.l10n.t('Every account is a test account already.'),
		);
		return undefined;
	}
	const title =
		kind === 'production' ? vscode.l10n.t('Mark as Production Account') : vscode.l10n.t('Mark as Test Account');
	const items = accounts.map(account => ({
		label: ownText(account.name),
		description: ownText(`${new URL(account.origin).host} · ${kindWord(account.kind)}`),
		account,
	}));
	return (await pickOne(items, { title: ownText(title) }))?.account;
}
