import * as vscode from 'vscode';
import type { Problem } from '../../http/problem';
import { executeCommand } from '../../ui/commands';
import { showMessage } from '../../ui/messages';
import { problemMessage } from '../../scratchpads/problemMessages';
import type { RequestRun } from './requestRuns';
import type { SessionChoice } from '../../engine/sessionChoice';

/** Says that nothing is sent from a workspace that is not trusted. */
export async function offerTrust(): Promise<void> {
	const manage = vscode.l10n.t('Manage Trust');
	const message = vscode.l10n.t('Nothing was sent: requests are sent only from a workspace that you trust.');
	if ((await showMessage('warning', message, manage)) === manage) {
		await vscode.commands.executeCommand('workbench.trust.manage');
	}
}

/** Says what is wrong first, and shows where; the rest is underlined already. */
export async function showProblems(document: vscode.TextDocument, problems: readonly Problem[]): Promise<void> {
	const problem = problems.find(({ severity }) => severity === 'error') ?? problems[0];
	if (problem === undefined) {
		return;
	}
	const range = new vscode.Range(document.positionAt(problem.span.start), document.positionAt(problem.span.end));
	const show = vscode.l10n.t('Show');
	const message = vscode.l10n.t('Not sent. Line {0}: {1}', range.start.line + 1, problemMessage(problem));
	if ((await showMessage('error', message, show)) === show) {
		await vscode.window.showTextDocument(document, { selection: range });
	}
}

/** Says why nothing follows an answer that is an error; all other ways to end are told when they happen. */
export function tellOfError(name: string, run: RequestRun | undefined): void {
	if (run?.state.kind === 'answered' && run.state.isError) {
		void showMessage('warning', vscode.l10n.t('Nothing more was sent: the answer to {0} is an error.', name));
	}
}

/** Says why there is nobody to send it, and offers what helps. */
export async function offerKey(choice: Exclude<SessionChoice, { kind: 'session' | 'ambiguous' }>): Promise<void> {
	const add = vscode.l10n.t('Add API Key');
	const signIn = vscode.l10n.t('Sign In');
	const actions = choice.kind === 'foreignOrigin' ? [] : [add, signIn];
	const answer = await showMessage('warning', refusal(choice), ...actions);
	if (answer === add) {
		await executeCommand('flowlu.addApiKey');
	} else if (answer === signIn) {
		await executeCommand('flowlu.signIn');
	}
}

function refusal(choice: Exclude<SessionChoice, { kind: 'session' | 'ambiguous' }>): string {
	switch (choice.kind) {
		case 'noSession':
			return vscode.l10n.t('Nothing was sent: no API key is configured yet.');
		case 'unknownAccount':
			return vscode.l10n.t("Nothing was sent: there is no key for the account '{0}'.", choice.account);
		case 'unknownKey':
			return vscode.l10n.t("Nothing was sent: there is no key called '{0}' for this account.", choice.key);
		case 'foreignOrigin':
			return vscode.l10n.t(
				'Nothing was sent: the request goes to {0}, which is no configured account. A key is only ever sent to its own account.',
				choice.origin,
			);
	}
}
