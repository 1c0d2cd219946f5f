import * as vscode from 'vscode';
import type { Account } from '../../flowlu/account';
import { type Credential, grantOf, secretOf } from '../../flowlu/session';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import { verify } from '../../flowlu/verify';
import { openSecret, Secret } from '../../net/redaction/secret';
import { accountsOf } from '../../sessions/accountsOf';
import { runSteps, type Answer, type Step, type StepPlace } from '../../ui/prompts/multiStep';
import { promptText, type Accepted } from '../../ui/prompts/promptText';
import { isRefused } from '../../ui/messages/sessionMessages';
import { describeVerification } from '../../ui/messages/verificationMessages';
import { askLabel } from './askLabel';
import { askUntilVerified, type Attempt, type Tried } from './askUntilVerified';
import type { SignedIn, SignInDependencies } from './signInDependencies';
import { askAccount } from './promptAccount';
import { apiKeyValidation, requiredValidation } from './inputValidation';

/**
 * Asks for an API key, and for the account where none is given; verifies and stores it. Undefined when the user dismissed a prompt.
 * @throws SecretStorageError
 */
export async function addApiKey(dependencies: SignInDependencies, given?: Account): Promise<SignedIn | undefined> {
	const entries = await dependencies.sessions.list();
	const ask = (account: Account) => askSecret(dependencies, entries, { account, kind: 'apiKey' });
	const title = vscode.l10n.t('Add API Key');
	return given === undefined
		? runSteps({ title, totalSteps: 3 }, askAccount(accountsOf(entries), ask))
		: runSteps({ title: vscode.l10n.t('Add API Key to {0}', given.name), totalSteps: 2 }, ask(given));
}

/**
 * Stores a credential that was found in a document, verified as one that is typed into the box: it stands there already and is tried at once.
 * Undefined when the user dismissed a prompt.
 * @throws SecretStorageError
 */
export async function addFoundCredential(
	dependencies: SignInDependencies,
	credential: Credential,
	given: Account | undefined,
): Promise<SignedIn | undefined> {
	const entries = await dependencies.sessions.list();
	const { kind } = credential;
	const attempt = { value: openSecret(secretOf(credential)), submit: true };
	const ask = (account: Account) => askSecret(dependencies, entries, { account, kind, attempt });
	const title = vscode.l10n.t('Move to Secret Storage');
	return given === undefined
		? runSteps({ title, totalSteps: 3 }, askAccount(accountsOf(entries), ask))
		: runSteps({ title, totalSteps: 2 }, ask(given));
}

/** Which secret is asked for, and with what the box starts. */
interface SecretQuestion {
	readonly account: Account;
	readonly kind: Credential['kind'];
	readonly attempt?: Attempt;
}

function askSecret(
	dependencies: SignInDependencies,
	entries: readonly SessionEntry[],
	question: SecretQuestion,
): Step<SignedIn> {
	const { account, kind } = question;
	return async place => {
		const answer = await askUntilVerified(
			{ account, edit: kind === 'apiKey' ? vscode.l10n.t('Edit Key') : vscode.l10n.t('Edit Token') },
			dependencies,
			attempt => promptSecret(place, dependencies, { ...question, attempt }),
			question.attempt,
		);
		if (answer.kind !== 'answer') {
			return answer;
		}
		if (answer.value.kind !== 'obtained') {
			return { kind: 'done', value: answer.value };
		}
		const { credential, verification } = answer.value;
		const label = kind === 'apiKey' ? vscode.l10n.t('API key') : vscode.l10n.t('Access token');
		return { kind: 'next', step: askLabel(dependencies, entries, { account, credential, verification, label }) };
	};
}

function promptSecret(
	place: StepPlace,
	dependencies: SignInDependencies,
	{ account, kind, attempt }: SecretQuestion,
): Promise<Answer<Tried>> {
	return promptText(place, {
		...attempt,
		prompt:
			kind === 'apiKey'
				? vscode.l10n.t(
						'API key for {0}. Administrators create keys in Portal Settings > For Developers > API.',
						account.name,
					)
				: vscode.l10n.t('Access token for {0}', account.name),
		busyPrompt: vscode.l10n.t('Verifying with {0}…', account.name),
		masked: true,
		check: text =>
			kind === 'apiKey' ? apiKeyValidation(text) : requiredValidation(text, vscode.l10n.t('Enter the access token.')),
		accept: (text, signal) => tryCredential(dependencies, account, { kind, text }, signal),
	});
}

/**
 * Finds out whether the secret is stored already, and else what Flowlu says of it; a refusal is a problem of the text.
 * @throws CancelledError | SecretStorageError
 */
export async function tryCredential(
	{ sessions, flowlu, redactor, log }: Pick<SignInDependencies, 'sessions' | 'flowlu' | 'redactor' | 'log'>,
	account: Account,
	{ kind, text }: { readonly kind: Credential['kind']; readonly text: string },
	signal: AbortSignal,
): Promise<Accepted<Tried>> {
	const secret = new Secret(text.trim());
	const credential: Credential = kind === 'apiKey' ? { kind, apiKey: secret } : { kind, accessToken: secret };
	redactor.add(secret);
	const same = await sessions.findSame(account, credential);
	if (same !== undefined) {
		return { value: { text, outcome: { kind: 'known', session: same.session } } };
	}
	// Nothing of ours holds it then, and it may be a word that was pasted by mistake.
	const forget = (): void => {
		redactor.forget(secret);
	};
	const verification = await verify(flowlu, { account, credential }, { signal }).catch((error: unknown) => {
		forget();
		throw error;
	});
	if (!isRefused(verification)) {
		return { value: { text, outcome: { kind: 'obtained', credential, verification } } };
	}
	const problem = describeVerification(verification, { account, grant: grantOf(credential) }, log);
	forget();
	return { problem };
}
