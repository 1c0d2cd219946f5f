import * as vscode from 'vscode';
import { showMessage } from '../../../ui/messages';
import { languageId } from '../../../scratchpads/languageId';
import { parsedDocument } from '../../../scratchpads/parsedDocuments';
import { type CurlRequest, readCurl } from '../../../http/curl/curlRequest';
import { CurlRefused } from '../../../http/curl/refusal';
import { curlMessage } from '../../../scratchpads/curlMessages';
import { writeRequest } from '../../../http/curl/requestText';

/** Writes the curl command on the clipboard as a request, below the one at the cursor, or into a new scratchpad. */
export async function pasteCurl(): Promise<void> {
	const command = (await vscode.env.clipboard.readText()).trim();
	if (!/^curl\s/iu.test(command)) {
		void showMessage('information', vscode.l10n.t('There is no curl command on the clipboard.'));
		return;
	}
	const read = readPasted(command);
	if (typeof read === 'string') {
		void showMessage('warning', vscode.l10n.t('Not pasted: {0}', read));
		return;
	}
	await insert(read.text);
	if (read.hadCredential) {
		void showMessage(
			'information',
			vscode.l10n.t('The credential of the command was left out: the session adds its own when the request is sent.'),
		);
	}
}

function readPasted(command: string): { readonly text: string; readonly hadCredential: boolean } | string {
	try {
		const request = readCurl(command);
		const clean = withoutCredentials(request);
		const hadCredential =
			clean.url !== request.url || clean.headers.length !== request.headers.length || /\$\{?FLOWLU_/u.test(command);
		return { text: writeRequest(clean), hadCredential };
	} catch (error) {
		if (error instanceof CurlRefused) {
			return curlMessage(error.refusal);
		}
		throw error;
	}
}

/** A document is no place for them. What stands in a body is underlined there. */
function withoutCredentials(request: CurlRequest): CurlRequest {
	const [address = '', query = ''] = request.url.split(/\?(?<query>.*)/su, 2);
	const kept = query.split('&').filter(pair => pair !== '' && !/^api_key=/iu.test(pair));
	return {
		...request,
		url: kept.length === 0 ? address : `${address}?${kept.join('&')}`,
		headers: request.headers.filter(([name]) => name.toLowerCase() !== 'authorization'),
	};
}

async function insert(text: string): Promise<void> {
	const editor = vscode.window.activeTextEditor;
	if (editor?.document.languageId !== languageId) {
		const document = await vscode.workspace.openTextDocument({ language: languageId, content: `${text}\n` });
		await vscode.window.showTextDocument(document);
		return;
	}
	const { document } = editor;
	const block = parsedDocument(document).blockAt(document.offsetAt(editor.selection.active));
	const at = document.positionAt(block?.span.end ?? document.getText().length);
	const isFirst = document.getText().trim() === '';
	const isOnNewLine = at.character === 0;
	const separator = isFirst ? '' : `${isOnNewLine ? '' : '\n'}\n###\n`;
	await editor.edit(edit => {
		edit.insert(at, `${separator}${text}\n`);
	});
	const cursor = document.positionAt(document.offsetAt(at) + separator.length);
	editor.selection = new vscode.Selection(cursor, cursor);
	editor.revealRange(new vscode.Range(cursor, cursor));
}
