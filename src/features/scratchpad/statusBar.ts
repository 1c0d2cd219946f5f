import * as vscode from 'vscode';
import { setContextKey } from '../../ui/contextKeys';
import { phaseText } from './codeLenses';
import type { RequestRuns } from './requestRuns';

/** Shows what is on its way; a click cancels it. Hidden while nothing is. */
export function registerStatusBar(runs: RequestRuns): vscode.Disposable {
	const item = vscode.window.createStatusBarItem('flowlu.sending', vscode.StatusBarAlignment.Left, 0);
	item.name = vscode.l10n.t('Flowlu Requests');
	item.command = 'flowlu.cancel';
	let wasSending = false;
	return vscode.Disposable.from(
		item,
		runs.onDidChange(() => {
			const [first, ...others] = runs.sending();
			const isSending = first !== undefined;
			if (first?.state.kind === 'sending') {
				const text = phaseText(first.state.phase);
				item.text = `$(loading~spin) Flowlu: ${text}${others.length === 0 ? '' : ` (+${others.length})`}`;
				item.tooltip = vscode.l10n.t('Cancel the request');
				item.show();
			} else {
				item.hide();
			}
			if (isSending !== wasSending) {
				wasSending = isSending;
				void setContextKey('flowlu.sending', isSending);
			}
		}),
	);
}
