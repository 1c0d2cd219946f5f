import * as vscode from 'vscode';
import type { Exchange } from '../../exchanges/exchange';
import { textAt } from '../../json/values';
import { maskStretches, type Redactor } from '../../net/redaction/redact';
import { ask } from '../../ui/messages/messages';
import { charactersOf, fileNameOf } from './responseFiles';

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
async function bytesToSave({ response, reading }: Exchange, redactor: Redactor): Promise<Uint8Array | undefined> {
	const isBinary = reading.kind === 'binary';
	const { utf8 } = reading;
	const text = isBinary ? charactersOf(response.body) : textAt(utf8, { start: 0, end: utf8.length });
	const secrets = redactor.find(text);
	if (secrets.length === 0) {
		return response.body;
	}
	const masked = vscode.l10n.t('Save Masked');
	const asItCame = vscode.l10n.t('Save as It Came');
	const choice = await ask(vscode.l10n.t('The response contains secrets. Save them too?'), {
		detail: vscode.l10n.t(
			'The server sent back keys, tokens or passwords. Whoever gets the file as it came can use them; masked, they are •••.',
		),
		// Bytes that are no text would not survive it.
		actions: isBinary ? [asItCame] : [masked, asItCame],
	});
	if (choice === asItCame) {
		return response.body;
	}
	return choice === masked ? new TextEncoder().encode(maskStretches(text, secrets)) : undefined;
}
