import * as vscode from 'vscode';
import { accountsOf } from '../sessions/accountsOf';
import type { SessionEntry } from '../sessions/sessionStore';
import { grantIcon, summarize } from './sessionWords';

/** A row of the pick list; separators have no entry. */
interface SessionItem extends vscode.QuickPickItem {
	readonly entry?: SessionEntry;
}

/** Lets the user choose a session; undefined when they dismiss the list. */
export async function pickSession(
	entries: readonly SessionEntry[],
	{ title, placeholder }: { readonly title: string; readonly placeholder: string },
): Promise<SessionEntry | undefined> {
	const picked = await vscode.window.showQuickPick(sessionItems(entries, Date.now()), {
		title,
		placeHolder: placeholder,
		matchOnDescription: true,
	});
	return picked?.entry;
}

/** The rows: accounts as separators in the order they come, under each the active session first. */
export function sessionItems(entries: readonly SessionEntry[], now: number): readonly SessionItem[] {
	return accountsOf(entries).flatMap(account => [
		{ label: account.name, kind: vscode.QuickPickItemKind.Separator },
		...entries
			.filter(({ session }) => session.account.origin === account.origin)
			.toSorted((a, b) => Number(b.active) - Number(a.active))
			.map(entry => ({
				label: entry.session.label,
				description: summarize(entry, now),
				iconPath: grantIcon(entry.session.grant),
				entry,
			})),
	]);
}
