import * as vscode from 'vscode';
import { languageId } from '../../../scratchpads/languageId';
import { showMessage } from '../../../ui/messages/messages';
import { placeBelow } from '../../../scratchpads/placeBelow';
import { convertCurl } from './curlConversion';
import { isCurlCommand } from './curlPaste';

/** Writes the curl command on the clipboard as a request, below the one at the cursor, or into a new scratchpad. */
export async function pasteCurl(): Promise<void> {
	const command = (await vscode.env.clipboard.readText()).trim();
	if (!isCurlCommand(command)) {
		void showMessage('information', vscode.l10n.t('There is no curl command on the clipboard.'));
		return;
	}
	const conversion = convertCurl(command);
	if (!conversion.ok) {
		void showMessage('warning', vscode.l10n.t('Not pasted: {0}', conversion.reason));
		return;
	}
	await insert(conversion.text);
	if (conversion.hadCredential) {
		void showMessage(
			'information',
			vscode.l10n.t(
				'Credentials, cookies and secret headers of the command were left out: the credential of the account is added when the request is sent.',
			),
		);
	}
}

async function insert(text: string): Promise<void> {
	const editor = vscode.window.activeTextEditor;
	if (editor?.document.languageId !== languageId) {
		const document = await vscode.workspace.openTextDocument({ language: languageId, content: `${text}\n` });
		await vscode.window.showTextDocument(document);
		return;
	}
	const { at, before, after, isFirst } = placeBelow(editor);
	const lead = isFirst ? '' : `${before}###\n`;
	await editor.edit(edit => {
		edit.insert(at, `${lead}${text}\n${after}`);
	});
	// Not counted in characters: the line breaks become those of the document.
	const cursor = lead === '' ? at : new vscode.Position(at.line + lead.split('\n').length - 1, 0);
	editor.selection = new vscode.Selection(cursor, cursor);
	editor.revealRange(new vscode.Range(cursor, cursor));
}
