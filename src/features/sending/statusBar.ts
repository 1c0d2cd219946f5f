import * as vscode from 'vscode';
import type { SendPhase } from '../../net/client';
import { kindWord } from '../../ui/accountMessages';
import { setContextKey } from '../../ui/contextKeys';
import { phaseText } from './requestLenses';
import type { RequestRun, RequestRuns } from './requestRuns';

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
				show(item, first, first.state.phase, others.length);
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

/** Production is told by word and by colour: the warning background is the one that every theme keeps readable. */
function show(item: vscode.StatusBarItem, { account }: RequestRun, phase: SendPhase, others: number): void {
	const to = vscode.l10n.t({
		message: '{0} ({1})',
		args: [account.name, kindWord(account.kind)],
		comment: ['{0} is an account, {1} its kind: "production" or "test"'],
	});
	const text = `${to}: ${phaseText(phase)}${others === 0 ? '' : ` (+${others})`}`;
	item.text = `$(loading~spin) ${text}`;
	item.tooltip = vscode.l10n.t('Cancel the request');
	item.accessibilityInformation = { label: vscode.l10n.t('Flowlu: {0}. Cancel the request', text), role: 'button' };
	item.backgroundColor =
		account.kind === 'production' ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
	item.show();
}
