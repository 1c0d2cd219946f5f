import * as vscode from 'vscode';
import { showMessage } from '../../../ui/messages/messages';
import { isInTab } from '../tabs';
import { droppedText, newerText } from './documentText';
import type { ResponseDocuments, ShownExchange } from './responseDocuments';

/**
 * The response that an action is about: of the title bar that was clicked, else of the active editor. Undefined where there is none, after a message if it
 * is in memory no more.
 */
export function exchangeAt(documents: ResponseDocuments, uri: vscode.Uri | undefined): ShownExchange | undefined {
	const shown = responseOf(uri);
	const found = shown && documents.at(shown);
	if (shown !== undefined && found === undefined && isInTab(shown)) {
		void suggestNewer(documents, shown);
	}
	return found;
}

/** The document that an action is about; it may be of a response that is in memory no more. */
export function responseOf(uri: vscode.Uri | undefined): vscode.Uri | undefined {
	return uri ?? vscode.window.activeTextEditor?.document.uri;
}

/** Says why the response of a document cannot be used, and leads to the newer one if there is one. */
async function suggestNewer(documents: ResponseDocuments, uri: vscode.Uri): Promise<void> {
	const newer = documents.newerAt(uri);
	if (newer === undefined) {
		void showMessage('information', droppedText());
		return;
	}
	const show = vscode.l10n.t('Show Newer Response');
	if ((await showMessage('information', newerText(), show)) === show) {
		await documents.show(newer);
	}
}
