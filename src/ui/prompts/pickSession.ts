import * as vscode from 'vscode';
import type { SessionReference } from '../../contributions';
import type { Session } from '../../flowlu/session';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import { accountsOf } from '../../sessions/accountsOf';
import type { SessionStore } from '../../sessions/sessionStore';
import { showMessage } from '../messages/messages';
import { grantIcon, summarize } from '../messages/sessionMessages';
import { ownText } from '../messages/windowRedactor';
import { pickOne, type PickItem } from './pick';

/** A row of the pick list; separators have no entry. */
interface SessionItem extends PickItem {
	readonly entry?: SessionEntry;
}

/** What the list of sessions says, and which sessions it has where not all will do. */
interface SessionQuestion {
	readonly title: string;
	readonly placeholder?: string;
	readonly grant?: Session['grant'];
}

/**
 * The session that a command is about: the one it was given, as it is stored, or the one that the user picks. Undefined, after a message, where there is
 * none; undefined too when the user dismisses the list.
 * @throws SecretStorageError
 */
export async function sessionFor(
	sessions: SessionStore,
	reference: SessionReference | undefined,
	{ title, grant, placeholder = wordFor(grant) }: SessionQuestion,
): Promise<SessionEntry | undefined> {
	const entries = (await sessions.list()).filter(({ session }) => grant === undefined || session.grant === grant);
	const found =
		reference === undefined ? entries[0] : entries.find(({ session }) => session.id === reference.session.id);
	if (found === undefined) {
		void showMessage('information', noneText(reference, grant));
		return undefined;
	}
	return reference === undefined ? pickSession(entries, { title, placeholder }) : found;
}

function noneText(reference: SessionReference | undefined, grant: Session['grant'] | undefined): string {
	return reference === undefined && grant === 'apiKey'
		? vscode.l10n.t('There is no API key yet.')
		: vscode.l10n.t('There is no such key or sign-in.');
}

function wordFor(grant: Session['grant'] | undefined): string {
	return grant === 'apiKey' ? vscode.l10n.t('The key') : vscode.l10n.t('The key or sign-in');
}

/** Lets the user choose a session; undefined when they dismiss the list. */
export async function pickSession(
	entries: readonly SessionEntry[],
	{ title, placeholder }: { readonly title: string; readonly placeholder: string },
): Promise<SessionEntry | undefined> {
	const picked = await pickOne(sessionItems(entries, Date.now()), {
		title: ownText(title),
		placeHolder: ownText(placeholder),
	});
	return picked?.entry;
}

/** The rows: accounts as separators in the order they come, under each the active session first. */
export function sessionItems(entries: readonly SessionEntry[], now: number): readonly SessionItem[] {
	return accountsOf(entries).flatMap(account => [
		{ label: ownText(account.name), kind: vscode.QuickPickItemKind.Separator },
		...entries
			.filter(({ session }) => session.account.origin === account.origin)
			.toSorted((a, b) => Number(b.active) - Number(a.active))
			.map(entry => ({
				label: ownText(entry.session.label),
				description: ownText(summarize(entry, now)),
				iconPath: grantIcon(entry.session.grant),
				entry,
			})),
	]);
}
