import * as vscode from 'vscode';
import type { Blocked, StepOutcome } from '../../../engine/outcome';
import { missingAccount, type Unsendable } from '../../../engine/sessionChoice';
import type { Problem } from '../../../http/problem';
import { reopened } from '../../../scratchpads/engineScope';
import { problemMessage } from '../../../scratchpads/messages/problemMessages';
import { executeCommand, report } from '../../../ui/commands/commands';
import type { Log } from '../../../ui/log';
import { showMessage, suggestTrust } from '../../../ui/messages/messages';
import { stepName } from './exchangeNames';

/**
 * Says what became of a request that the user sent. A response and what the user gave up speak for themselves; of what was to be sent before or within it,
 * the step that ended it is told. Done when the message is shown: nothing waits for the user to close it.
 */
export async function tellOutcome({ name, outcome }: StepOutcome, log: Log): Promise<void> {
	switch (outcome.kind) {
		case 'answered':
		case 'declined':
		case 'cancelled':
			return;
		case 'blocked':
			await tellBlocked(outcome);
			return;
		case 'failed':
			await report(name, outcome.error, log);
			return;
		case 'skipped':
			await tellEnd(outcome.because, log);
			return;
		case 'ran': {
			const last = outcome.steps.at(-1);
			if (last !== undefined) {
				const isLast = outcome.steps.length === outcome.total;
				await (isLast ? tellOutcome(last, log) : tellEnd(last, log));
			}
		}
	}
}

/** Says why nothing follows a step. */
async function tellEnd(step: StepOutcome, log: Log): Promise<void> {
	if (step.outcome.kind === 'answered' && step.outcome.isError) {
		const message = vscode.l10n.t('Nothing more was sent: the response to {0} is an error.', stepName(step));
		void showMessage('warning', message);
	} else {
		await tellOutcome(step, log);
	}
}

/** Says why a request is not sent, and offers what helps. */
export async function tellBlocked(blocked: Blocked): Promise<void> {
	switch (blocked.because) {
		case 'untrusted':
			void suggestTrust();
			return;
		case 'underWay':
			void showMessage(
				'information',
				blocked.isRun
					? vscode.l10n.t('This run is already in progress.')
					: vscode.l10n.t('This request is already in progress.'),
			);
			return;
		case 'changed':
			void showMessage(
				'warning',
				blocked.name === ''
					? vscode.l10n.t('The request was edited or removed before it was sent. Send it again.')
					: vscode.l10n.t(
							'{0} was edited or removed before it was sent; neither it nor what follows was sent. Send it again.',
							blocked.name,
						),
			);
			return;
		case 'problems':
			await showProblems(blocked.uri, blocked.problems);
			return;
		case 'session':
			void suggestKey(blocked.choice);
			return;
		case 'usesOthers':
			void showMessage(
				'warning',
				vscode.l10n.t(
					'Not sent: the request uses others, whose values belong to their own account. Send it from a scratchpad for the other account.',
				),
			);
			return;
		case 'sessionRemoved':
			void showMessage(
				'error',
				vscode.l10n.t('Nothing was sent: the key {0} was removed. Choose another one.', blocked.label),
			);
	}
}

/** Says what is wrong first, and shows where; the rest is underlined already. */
async function showProblems(uri: string, problems: readonly Problem[]): Promise<void> {
	const problem = problems.find(({ severity }) => severity === 'error') ?? problems[0];
	const document = await reopened(uri);
	if (problem === undefined || document === undefined) {
		return;
	}
	const range = new vscode.Range(document.positionAt(problem.span.start), document.positionAt(problem.span.end));
	const show = vscode.l10n.t('Show');
	const message = vscode.l10n.t('Not sent. Line {0}: {1}', range.start.line + 1, problemMessage(problem));
	void showMessage('error', message, show).then(async answer => {
		if (answer === show) {
			await vscode.window.showTextDocument(document, { selection: range });
		}
	});
}

/** Says why there is nobody to send it, and offers what helps. */
async function suggestKey(choice: Unsendable): Promise<void> {
	const add = vscode.l10n.t('Add API Key');
	const signIn = vscode.l10n.t('Sign In');
	const account = missingAccount(choice);
	const isOfText = choice.kind === 'foreignOrigin' || (choice.kind === 'unknownAccount' && choice.origin !== undefined);
	const actions = isOfText && account === undefined ? [] : [add, signIn];
	const answer = await showMessage('warning', sessionMessage(choice), ...actions);
	const given = account === undefined ? ([] as const) : ([account] as const);
	if (answer === add) {
		await executeCommand('flowlu.addApiKey', ...given);
	} else if (answer === signIn) {
		await executeCommand('flowlu.signIn', ...given);
	}
}

/** Why there is nobody to send a request. */
export function sessionMessage(choice: Unsendable): string {
	switch (choice.kind) {
		case 'noSession':
			return vscode.l10n.t('Nothing was sent: no API key is configured yet.');
		case 'unknownAccount':
			return choice.origin === undefined
				? vscode.l10n.t("Nothing was sent: there is no key for the account '{0}'.", choice.account)
				: vscode.l10n.t(
						"Nothing was sent: the request names the account '{0}' and goes to {1}, another one. Correct one of them.",
						choice.account,
						choice.origin,
					);
		case 'unknownKey':
			return vscode.l10n.t("Nothing was sent: there is no key called '{0}' for this account.", choice.key);
		case 'foreignOrigin':
			return vscode.l10n.t(
				'Nothing was sent: the request goes to {0}, which is no configured account. A key is only ever sent to its own account.',
				choice.origin,
			);
	}
}
