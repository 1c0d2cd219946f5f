import * as vscode from 'vscode';
import { type Answered, type Blocked, type Failed, isUnclear, type StepOutcome } from '../../../engine/outcome';
import { missingAccount, type Unsendable } from '../../../engine/sessionChoice';
import { blockedMessage, decisiveProblem, sessionMessage } from '../../../messages/blockedMessages';
import { reopened } from '../../../scratchpads/engineScope';
import { failedCheckText } from '../../../messages/checkMessages';
import { problemMessage } from '../../../messages/problems/problemMessages';
import { executeCommand, report } from '../../../ui/commands/commands';
import { describeError } from '../../../ui/messages/errorMessages';
import type { Log } from '../../../ui/log';
import { showMessage, suggestTrust } from '../../../ui/messages/messages';
import { stepName, stepReason } from '../../../messages/stepReason';

/**
 * Says what became of a request that the user sent. A response, in a file too, and what the user gave up speak for themselves; of what was to be sent before
 * or within it, the step that ended it is told. Done when the message is shown: nothing waits for the user to close it.
 */
export async function tellOutcome({ outcome }: StepOutcome, log: Log): Promise<void> {
	switch (outcome.kind) {
		case 'answered':
		case 'saved':
		case 'declined':
		case 'cancelled':
			return;
		case 'blocked':
			await tellBlocked(outcome);
			return;
		case 'failed':
			await tellFailure(outcome, log);
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

/** What people call a request may be all of its address, and that is not for the log. */
async function tellFailure({ error, nameForLog, isUnlogged }: Failed, log: Log): Promise<void> {
	if (isUnlogged === true) {
		void showMessage('error', describeError(error));
	} else {
		await report(nameForLog ?? 'A request', error, log);
	}
}

/** Says why nothing follows a step. */
async function tellEnd(step: StepOutcome, log: Log): Promise<void> {
	if (step.outcome.kind === 'answered') {
		void showMessage('warning', endMessage(step, step.outcome));
	} else {
		await tellOutcome(step, log);
	}
}

function endMessage(step: StepOutcome, answered: Answered): string {
	const unheld = answered.checks.find(({ kind }) => kind !== 'holds');
	if (unheld !== undefined) {
		return unheld.kind === 'fails'
			? vscode.l10n.t('Nothing more was sent: a check of {0} failed: {1}', stepName(step), failedCheckText(unheld))
			: vscode.l10n.t('Nothing more was sent: {0}: {1}', stepName(step), failedCheckText(unheld));
	}
	return isUnclear(answered)
		? vscode.l10n.t('Nothing more was sent: {0}: {1}', stepName(step), stepReason(step, describeError))
		: vscode.l10n.t('Nothing more was sent: the response to {0} is an error.', stepName(step));
}

export async function tellNoRequest(): Promise<void> {
	await showMessage('information', vscode.l10n.t('There is no request at the cursor.'));
}

/** Says why a request is not sent, and offers what helps. */
export async function tellBlocked(blocked: Blocked): Promise<void> {
	switch (blocked.because) {
		case 'untrusted':
			void suggestTrust();
			return;
		case 'underWay':
			void showMessage('information', blockedMessage(blocked));
			return;
		case 'changed':
		case 'usesOthers':
			void showMessage('warning', blockedMessage(blocked));
			return;
		case 'problems':
			await showProblems(blocked);
			return;
		case 'session':
			void suggestKey(blocked.choice);
			return;
		case 'sessionRemoved':
			void showMessage('error', blockedMessage(blocked));
	}
}

/** Says what is wrong first, and shows where; the rest is underlined already. */
async function showProblems(blocked: Extract<Blocked, { because: 'problems' }>): Promise<void> {
	const problem = decisiveProblem(blocked);
	const document = await reopened(blocked.uri);
	if (problem === undefined || document === undefined) {
		return;
	}
	const range = new vscode.Range(document.positionAt(problem.span.start), document.positionAt(problem.span.end));
	const show = vscode.l10n.t('Show');
	const message = vscode.l10n.t('Not sent. Line {0}: {1}', range.start.line + 1, problemMessage(problem));
	// VS Code leaves an error with a button until somebody closes it, also when the request was sent meanwhile; a warning goes.
	void showMessage('warning', message, show).then(async answer => {
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
