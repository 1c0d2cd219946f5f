import * as vscode from 'vscode';
import type { Answered, Blocked, StepOutcome } from '../../engine/outcome';
import type { Unsendable } from '../../engine/sessionChoice';
import type { Problem } from '../../http/problem';
import { describeError } from '../../ui/messages/errorMessages';
import { untrustedMessage } from '../../ui/messages/messages';
import { reopened } from '../engineScope';
import { problemMessage } from './problemMessages';

/** Why there is no response to a request that was to be sent; undefined where there is one. Holds what the text and the server say, so it is to be redacted. */
export async function noResponseMessage({ outcome }: StepOutcome): Promise<string | undefined> {
	switch (outcome.kind) {
		case 'blocked':
			return blockedMessage(outcome);
		case 'failed':
			return describeError(outcome.error);
		case 'skipped':
			return earlierMessage(outcome.because);
		case 'declined':
			return vscode.l10n.t('Not sent: it was not confirmed.');
		case 'cancelled':
			return vscode.l10n.t('Cancelled.');
		case 'answered':
		case 'ran':
			return undefined;
	}
}

/** Why nothing follows a step that did not succeed. */
async function earlierMessage(step: StepOutcome): Promise<string | undefined> {
	const { name, outcome } = step;
	const last = outcome.kind === 'ran' ? outcome.steps.at(-1) : undefined;
	if (last !== undefined) {
		return earlierMessage(last);
	}
	return outcome.kind === 'answered' ? nothingMoreMessage(name, outcome) : noResponseMessage(step);
}

/** Why nothing follows a request that has a response. */
export function nothingMoreMessage(name: string, { isError }: Answered): string {
	return isError
		? vscode.l10n.t('Nothing more was sent: the response to {0} is an error.', name)
		: vscode.l10n.t('Nothing more was sent: a check of {0} does not hold.', name);
}

/** Why a request is not sent, before anybody was asked. */
export async function blockedMessage(blocked: Blocked): Promise<string> {
	switch (blocked.because) {
		case 'untrusted':
			return untrustedMessage();
		case 'underWay':
			return blocked.isRun
				? vscode.l10n.t('This run is already in progress.')
				: vscode.l10n.t('This request is already in progress.');
		case 'changed':
			return blocked.name === ''
				? vscode.l10n.t('The request was edited or removed before it was sent. Send it again.')
				: vscode.l10n.t(
						'{0} was edited or removed before it was sent; neither it nor what follows was sent. Send it again.',
						blocked.name,
					);
		case 'problems':
			return (await firstProblem(blocked))?.message ?? vscode.l10n.t('Not sent: its file is no longer there.');
		case 'session':
			return sessionMessage(blocked.choice);
		case 'usesOthers':
			return vscode.l10n.t(
				'Not sent: the request uses others, whose values belong to their own account. Send it from a scratchpad for the other account.',
			);
		case 'sessionRemoved':
			return vscode.l10n.t('Nothing was sent: the key {0} was removed. Choose another one.', blocked.label);
	}
}

/** What keeps a request from being sent, and where it stands; undefined where the document is gone. The rest is underlined already. */
export async function firstProblem({
	uri,
	problems,
}: {
	readonly uri: string;
	readonly problems: readonly Problem[];
}): Promise<{ readonly message: string; readonly place: vscode.Location } | undefined> {
	const problem = problems.find(({ severity }) => severity === 'error') ?? problems[0];
	const document = await reopened(uri);
	if (problem === undefined || document === undefined) {
		return undefined;
	}
	const range = new vscode.Range(document.positionAt(problem.span.start), document.positionAt(problem.span.end));
	return {
		message: vscode.l10n.t('Not sent. Line {0}: {1}', range.start.line + 1, problemMessage(problem)),
		place: new vscode.Location(document.uri, range),
	};
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
