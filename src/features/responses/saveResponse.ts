import * as vscode from 'vscode';
import type { Exchange } from '../../exchanges/exchange';
import { textAt } from '../../json/values';
import type { Redactor } from '../../net/redaction/redact';
import { ask } from '../../ui/messages/messages';
import { fileNameOf, holdsSecrets } from './responseFiles';

/**
 * Saves the body where the user says. A file outlives the window and may be committed or sent on, so where the server sent secrets back the user
 * decides whether they go into it.
 */
export async function saveResponse(exchange: Exchange, redactor: Redactor): Promise<void> {
	const bytes = await bytesToSave(exchange, redactor);
	if (bytes === undefined) {
		return;
	}
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
	const target = await vscode.window.showSaveDialog({
		title: vscode.l10n.t('Save the response'),
		...(folder && { defaultUri: vscode.Uri.joinPath(folder, fileNameOf(exchange, redactor)) }),
	});
	if (target !== undefined) {
		await vscode.workspace.fs.writeFile(target, bytes);
	}
}

/** As they came, or with the secrets masked; undefined when the user gave it up. */
async function bytesToSave(exchange: Exchange, redactor: Redactor): Promise<Uint8Array | undefined> {
	const { body } = exchange.response;
	if (!(await holdsSecrets(exchange, redactor))) {
		return body;
	}
	const { kind, utf8 } = exchange.reading;
	const masked = vscode.l10n.t('Save Masked');
	const asItCame = vscode.l10n.t('Save as It Came');
	const choice = await ask(vscode.l10n.t('The response contains secrets. Save them too?'), {
		detail: vscode.l10n.t(
			'The server sent back keys, tokens or passwords. Whoever gets the file as it came can use them; masked, they are •••.',
		),
		// Bytes that are no text would not survive it.
		actions: kind === 'binary' ? [asItCame] : [masked, asItCame],
	});
	if (choice === asItCame) {
		return body;
	}
	return choice === masked
		? new TextEncoder().encode(redactor.redact(textAt(utf8, { start: 0, end: utf8.length })))
		: undefined;
}
