import * as vscode from 'vscode';
import type { Account } from '../../flowlu/account';
import { type Credential, grantOf, secretOf } from '../../flowlu/session';
import { ask } from '../../ui/messages/messages';
import { describeVerification } from '../../ui/messages/verificationMessages';
import type { Answer } from '../../ui/prompts/multiStep';
import type { Obtained, SignedIn, SignInDependencies } from './signInDependencies';

/** How a prompt for a secret starts: with what was typed before, whether that is tried at once, and what was wrong with it. */
export interface Attempt {
	readonly value: string;
	readonly submit: boolean;
	readonly problem?: string;
	/** What was obtained with the value before: it is verified again, and not asked for a second time. */
	readonly credential?: Credential;
}

/** What a tried secret came to, and the text it came from. */
export interface Tried {
	readonly text: string;
	readonly outcome: Obtained | SignedIn;
}

/** What is asked for: whose it is, and the action that goes back to what was typed, such as "Edit Key". */
interface Asked {
	readonly account: Account;
	readonly edit: string;
}

/**
 * Asks for a secret until Flowlu accepts it. When nobody could say whether it is good, the user decides: edit it, try again, save it anyway, or give up.
 * The text lives no longer than this call.
 */
export async function askUntilVerified(
	{ account, edit }: Asked,
	{ log, redactor }: Pick<SignInDependencies, 'log' | 'redactor'>,
	prompt: (attempt: Attempt) => Promise<Answer<Tried>>,
	first: Attempt = { value: '', submit: false },
): Promise<Answer<Obtained | SignedIn>> {
	const again = vscode.l10n.t('Try Again');
	const save = vscode.l10n.t('Save Anyway');
	let attempt = first;
	for (;;) {
		const answer = await prompt(attempt);
		if (answer.kind !== 'answer') {
			return answer;
		}
		const { text, outcome } = answer.value;
		if (outcome.kind !== 'obtained' || isClear(outcome)) {
			return { kind: 'answer', value: outcome };
		}
		// A list would cut the reason off.
		const problem = reasonOf(outcome, account, log);
		const question =
			outcome.credential.kind === 'apiKey'
				? vscode.l10n.t('The key could not be verified with {0}. Nothing has been saved yet.', account.name)
				: vscode.l10n.t('The access token could not be verified with {0}. Nothing has been saved yet.', account.name);
		const decision = await ask(question, { detail: problem, actions: [edit, again, save] });
		if (decision === save) {
			return { kind: 'answer', value: outcome };
		}
		const { credential } = outcome;
		// Nothing of ours holds it until it is tried again, and it may be a word that was pasted by mistake.
		redactor.forget(secretOf(credential));
		if (decision === undefined) {
			return { kind: 'dismissed' };
		}
		attempt = { value: text, credential, ...(decision === again ? { submit: true } : { submit: false, problem }) };
	}
}

function isClear({ verification: { result } }: Obtained): boolean {
	return result !== 'unreachable' && result !== 'unclear';
}

function reasonOf({ verification, credential }: Obtained, account: Account, log: SignInDependencies['log']): string {
	return describeVerification(verification, { account, grant: grantOf(credential) }, log);
}
