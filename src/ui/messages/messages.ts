import * as vscode from 'vscode';
import type { ShownText } from '../../net/redaction/shownText';
import { shownText } from './windowRedactor';

type Severity = 'information' | 'warning' | 'error';

/** A question that has to be answered before anything else. */
interface Question {
	/** Smaller than the question, and below it. */
	readonly detail?: string;
	readonly actions: readonly string[];
}

/** Shows a message, redacted, and resolves to the action that was chosen. Nobody has to wait for that. */
export async function showMessage(
	severity: Severity,
	text: string,
	...actions: readonly string[]
): Promise<string | undefined> {
	const redacted = shownText(text);
	switch (severity) {
		case 'information':
			return vscode.window.showInformationMessage(redacted, ...actions);
		case 'warning':
			return vscode.window.showWarningMessage(redacted, ...actions);
		case 'error':
			return vscode.window.showErrorMessage(redacted, ...actions);
	}
}

/** Shows the message, by default that nothing was sent, and offers to manage the trust in the workspace. */
export async function suggestTrust(
	message = vscode.l10n.t('Nothing was sent: requests are sent only from a workspace that you trust.'),
): Promise<void> {
	const manage = vscode.l10n.t('Manage Trust');
	if ((await showMessage('warning', message, manage)) === manage) {
		await vscode.commands.executeCommand('workbench.trust.manage');
	}
}

/** Asks in a modal dialog, redacted; undefined when it was dismissed. */
export async function ask(text: string, { detail, actions }: Question): Promise<string | undefined> {
	return askShown(shownText(text), {
		...(detail !== undefined && { detail: shownText(detail) }),
		actions,
	});
}

/** The same with words that were redacted piece by piece. */
export async function askShown(
	text: ShownText,
	{ detail, actions }: { readonly detail?: ShownText; readonly actions: readonly string[] },
): Promise<string | undefined> {
	const options = { modal: true, ...(detail !== undefined && { detail }) };
	return vscode.window.showWarningMessage(text, options, ...actions);
}

/** Milliseconds; what such a message says is to be seen elsewhere for good. */
const statusMessageTime = 8000;

/** Says for a moment in the status bar, redacted, that something was done. */
export function showDone(text: string): void {
	vscode.window.setStatusBarMessage(shownText(text), statusMessageTime);
}
