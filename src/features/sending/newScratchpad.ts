import * as vscode from 'vscode';
import type { AccountReference, SessionReference } from '../../contributions';
import { type Account, isSameName } from '../../flowlu/account';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import { languageId } from '../../scratchpads/languageId';
import { accountAt } from '../../sessions/accountsOf';
import type { SessionStore } from '../../sessions/sessionStore';

/** Opens an untitled scratchpad with a first request, for the account or the session where one is given. */
export async function newScratchpad(
	reference: AccountReference | SessionReference | undefined,
	sessions: SessionStore,
): Promise<void> {
	const entries = await sessions.list();
	const content = scratchpadText(reference && elementOf(reference, entries), entries);
	const document = await vscode.workspace.openTextDocument({ language: languageId, content });
	const editor = await vscode.window.showTextDocument(document);
	const end = document.lineAt(document.lineCount - 1).range.end;
	editor.selection = new vscode.Selection(end, end);
}

function elementOf(
	reference: AccountReference | SessionReference,
	entries: readonly SessionEntry[],
): Account | SessionEntry | undefined {
	return 'session' in reference
		? entries.find(({ session }) => session.id === reference.session.id)
		: accountAt(entries, reference.origin);
}

/**
 * The first text of a scratchpad. It names the account where several are configured, and the key when it is not the active one, so that the
 * text keeps meaning the same.
 */
function scratchpadText(element: Account | SessionEntry | undefined, entries: readonly SessionEntry[]): string {
	const entry = element !== undefined && 'session' in element ? element : undefined;
	const account = entry?.session.account ?? (element !== undefined && 'origin' in element ? element : undefined);
	const origins = new Set(entries.map(({ session }) => session.account.origin));
	const lines = [
		`# ${vscode.l10n.t('A target such as crm/lead/list goes to the API of the account; the credential is added when it is sent.')}`,
		...(account !== undefined && origins.size > 1 ? [`# @account ${accountHint(account, entries)}`] : []),
		...(entry !== undefined && !entry.active ? [`# @key ${entry.session.label}`] : []),
		'GET crm/account/list?limit=10',
		'',
	];
	return lines.join('\n');
}

/** The name, unless another account has it too. */
function accountHint(account: Account, entries: readonly SessionEntry[]): string {
	const namesakes = entries.filter(
		({ session }) => isSameName(session.account.name, account.name) && session.account.origin !== account.origin,
	);
	return namesakes.length === 0 ? account.name : account.origin;
}
