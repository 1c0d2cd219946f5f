import * as vscode from 'vscode';
import { reopened } from '../../../scratchpads/engineScope';
import { showMessage } from '../../../ui/messages/messages';
import type { PageState } from '../pageMessages';

/** What a page has stored, which may be of another version. */
export function readPageState(state: unknown): PageState {
	const request: unknown = typeof state === 'object' && state !== null ? Reflect.get(state, 'request') : undefined;
	if (typeof request !== 'object' || request === null) {
		return {};
	}
	const uri: unknown = Reflect.get(request, 'uri');
	const offset: unknown = Reflect.get(request, 'offset');
	return typeof uri === 'string' && typeof offset === 'number' ? { request: { uri, offset } } : {};
}

/** Shows the request that the records came from. It is not sent: where it stood there may be another one by now. */
export async function goToRequest({ request }: PageState): Promise<void> {
	const document = request && (await reopened(request.uri));
	if (request === undefined || document === undefined) {
		void showMessage('warning', vscode.l10n.t('The scratchpad of the request is no longer there.'));
		return;
	}
	const at = document.positionAt(request.offset);
	await vscode.window.showTextDocument(document, {
		viewColumn: vscode.ViewColumn.One,
		selection: new vscode.Range(at, at),
	});
}
