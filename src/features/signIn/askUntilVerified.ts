import * as vscode from 'vscode';
import type { Account } from '../../flowlu/account';
import { describeVerification } from '../../ui/messages/verificationMessages';
import type { Answer, StepPlace } from '../../ui/prompts/multiStep';
import { promptChoice } from '../../ui/prompts/promptChoice';
import type { Obtained, SignedIn, SignInDependencies } from './signInDependencies';

/** How a prompt for a secret starts: with what was typed before, and whether that is tried at once. */
export interface Attempt {
	readonly value: string;
	readonly submit: boolean;
}

/** What a tried secret came to, and the text it came from. */
export interface Tried {
	readonly text: string;
	readonly outcome: Obtained | SignedIn;
}

/**
 * Asks for a secret until Flowlu accepts it. When nobody could say whether it is good, the user decides: try again, save anyway, correct it, or
 * give up. The text lives no longer than this call.
 */
export async function askUntilVerified(
	place: StepPlace,
	{ log, account }: Pick<SignInDependencies, 'log'> & { readonly account: Account },
	ask: (attempt: Attempt) => Promise<Answer<Tried>>,
	first: Attempt = { value: '', submit: false },
): Promise<Answer<Obtained | SignedIn>> {
	let attempt = first;
	for (;;) {
		const answer = await ask(attempt);
		if (answer.kind !== 'answer') {
			return answer;
		}
		const { text, outcome } = answer.value;
		if (outcome.kind !== 'obtained' || isClear(outcome)) {
			return { kind: 'answer', value: outcome };
		}
		const decision = await promptDecision(place, reasonOf(outcome, account, log));
		if (decision.kind === 'dismissed') {
			return decision;
		}
		if (decision.kind === 'answer' && decision.value === 'save') {
			return { kind: 'answer', value: outcome };
		}
		attempt = { value: text, submit: decision.kind === 'answer' && decision.value === 'again' };
	}
}

function isClear({ verification: { result } }: Obtained): boolean {
	return result !== 'unreachable' && result !== 'unclear';
}

function reasonOf({ verification, credential }: Obtained, account: Account, log: SignInDependencies['log']): string {
	return describeVerification(
		verification,
		{ account, grant: credential.kind === 'apiKey' ? 'apiKey' : 'password' },
		log,
	);
}

function promptDecision(place: StepPlace, reason: string): Promise<Answer<'again' | 'save' | 'correct'>> {
	return promptChoice<'again' | 'save' | 'correct'>(
		{ ...place, canGoBack: true },
		{
			placeholder: vscode.l10n.t('It could not be verified'),
			choices: [
				{
					label: vscode.l10n.t('Try Again'),
					detail: reason,
					iconPath: new vscode.ThemeIcon('refresh'),
					value: 'again',
				},
				{
					label: vscode.l10n.t('Save Anyway'),
					detail: vscode.l10n.t('Verify it later from the tree'),
					iconPath: new vscode.ThemeIcon('save'),
					value: 'save',
				},
				{
					label: vscode.l10n.t('Correct'),
					detail: vscode.l10n.t('Go back to what was entered'),
					iconPath: new vscode.ThemeIcon('edit'),
					value: 'correct',
				},
			],
		},
	);
}
