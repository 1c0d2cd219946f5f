import * as vscode from 'vscode';
import type { AccountReference, SessionReference } from '../../contributions';
import type { Account } from '../../flowlu/account';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import { languageId } from '../../scratchpads/languageId';
import { accountAt } from '../../sessions/accountsOf';
import { senderLines } from '../../sessions/senderLines';
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

/** The first text of a scratchpad. */
function scratchpadText(element: Account | SessionEntry | undefined, entries: readonly SessionEntry[]): string {
	const lines = [
		`# ${vscode.l10n.t('A target such as crm/lead/list goes to the API of the account; the credential is added when it is sent.')}`,
		...senderLines(element, entries),
		'GET crm/account/list?limit=10',
		'',
	];
	return lines.join('\n');
}
