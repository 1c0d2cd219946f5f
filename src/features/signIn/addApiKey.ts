import * as vscode from 'vscode';
import type { Account } from '../../flowlu/account';
import { verify } from '../../flowlu/verify';
import { Secret } from '../../net/secret';
import { accountsOf } from '../../sessions/accountsOf';
import type { SessionEntry } from '../../sessions/sessionStore';
import { runSteps, type Answer, type Step, type StepPlace } from '../../ui/multiStep';
import { promptText, type Accepted } from '../../ui/promptText';
import { isRefused } from '../../ui/sessionWords';
import { describeVerification } from '../../ui/verificationWords';
import { askLabel } from './askLabel';
import { askUntilVerified, type Attempt, type Tried } from './askUntilVerified';
import type { SignedIn, SignInParts } from './parts';
import { askAccount } from './promptAccount';
import { apiKeyRemark } from './remarks';

/**
 * Asks for an API key, and for the account where none is given; verifies and stores it. Undefined when the user dismissed a prompt.
 * @throws SecretStorageError
 */
export async function addApiKey(parts: SignInParts, given?: Account): Promise<SignedIn | undefined> {
	const entries = await parts.sessions.list();
	const askKey = (account: Account) => askApiKey(parts, entries, account);
	const title = vscode.l10n.t('Add API Key');
	return given === undefined
		? runSteps({ title, totalSteps: 3 }, askAccount(accountsOf(entries), askKey))
		: runSteps({ title: vscode.l10n.t('Add API Key to {0}', given.name), totalSteps: 2 }, askKey(given));
}

function askApiKey(parts: SignInParts, entries: readonly SessionEntry[], account: Account): Step<SignedIn> {
	return async place => {
		const answer = await askUntilVerified(place, { log: parts.log, account }, attempt =>
			promptApiKey(place, parts, account, attempt),
		);
		if (answer.kind !== 'answer') {
			return answer;
		}
		if (answer.value.kind !== 'obtained') {
			return { kind: 'done', value: answer.value };
		}
		const { credential, verification } = answer.value;
		const label = vscode.l10n.t('API key');
		return { kind: 'next', step: askLabel(parts, entries, { account, credential, verification, label }) };
	};
}

function promptApiKey(
	place: StepPlace,
	parts: SignInParts,
	account: Account,
	attempt: Attempt,
): Promise<Answer<Tried>> {
	return promptText(place, {
		...attempt,
		prompt: vscode.l10n.t(
			'API key of {0}. An administrator makes it in Portal Settings > For Developers > API.',
			account.name,
		),
		busyPrompt: vscode.l10n.t('Verifying with {0}…', account.name),
		masked: true,
		check: apiKeyRemark,
		accept: (text, signal) => tryApiKey(parts, account, text, signal),
	});
}

/**
 * Finds out whether the key is stored already, and else what Flowlu says of it; a refusal is a problem of the text.
 * @throws CancelledError | SecretStorageError
 */
export async function tryApiKey(
	{ sessions, flowlu, redactor, log }: Pick<SignInParts, 'sessions' | 'flowlu' | 'redactor' | 'log'>,
	account: Account,
	text: string,
	signal: AbortSignal,
): Promise<Accepted<Tried>> {
	const apiKey = new Secret(text.trim());
	const credential = { kind: 'apiKey', apiKey } as const;
	redactor.add(apiKey);
	const same = await sessions.findSame(account, credential);
	if (same !== undefined) {
		return { value: { text, outcome: { kind: 'known', session: same.session } } };
	}
	const verification = await verify(flowlu, { account, credential }, { signal });
	if (!isRefused(verification)) {
		return { value: { text, outcome: { kind: 'obtained', credential, verification } } };
	}
	const problem = describeVerification(verification, { account, grant: 'apiKey' }, log);
	// Nothing of ours holds it any more, and it may be a word that was pasted by mistake.
	redactor.forget(apiKey);
	return { problem };
}
