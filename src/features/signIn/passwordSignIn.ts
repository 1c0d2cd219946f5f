import * as vscode from 'vscode';
import type { Account } from '../../flowlu/account';
import { secretOf, type Credential } from '../../flowlu/session';
import { ApiError, UnexpectedResponseError } from '../../flowlu/responses/flowluErrors';
import { isInvalidGrant, requestAccessToken, type PasswordGrant } from '../../flowlu/passwordGrant';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import { verify } from '../../flowlu/verify';
import { NetworkError } from '../../net/networkErrors';
import { Secret } from '../../net/redaction/secret';
import { accountsOf } from '../../sessions/accountsOf';
import { describeError } from '../../ui/messages/errorMessages';
import { runSteps, type Step } from '../../ui/prompts/multiStep';
import type { Accepted } from '../../ui/prompts/promptText';
import { isRefused } from '../../ui/messages/sessionMessages';
import { describeVerification } from '../../ui/messages/verificationMessages';
import { rememberedTokenUrl, rememberTokenUrl, sandboxLogin } from '../../ui/signInMemory';
import { askLabel } from './askLabel';
import { askUntilVerified, type Attempt, type Tried } from './askUntilVerified';
import type { SignedIn, SignInDependencies } from './signInDependencies';
import { askAccount } from './promptAccount';
import { promptClientId, promptLogin, promptPassword, promptTokenUrl } from './promptGrant';

const clientIdKey = 'clientId';
const usualClientId = 'flowlu-workbench';

/**
 * Asks for all that the password grant needs; trades it for a token, verifies and stores that. Undefined when the user dismissed a prompt.
 * @throws SecretStorageError
 */
export async function signInWithPassword(
	dependencies: SignInDependencies,
	given?: Account,
): Promise<SignedIn | undefined> {
	const entries = await dependencies.sessions.list();
	const askRest = (account: Account) => askTokenUrl(dependencies, entries, account);
	return given === undefined
		? runSteps(
				{ title: vscode.l10n.t('Sign In with Login and Password'), totalSteps: 6 },
				askAccount(accountsOf(entries), askRest),
			)
		: runSteps({ title: vscode.l10n.t('Sign In to {0}', given.name), totalSteps: 5 }, askRest(given));
}

function askTokenUrl(
	dependencies: SignInDependencies,
	entries: readonly SessionEntry[],
	account: Account,
): Step<SignedIn> {
	let value = rememberedTokenUrl(dependencies.memento, account) ?? '';
	return async place => {
		const answer = await promptTokenUrl(place, { account, value });
		if (answer.kind !== 'answer') {
			return answer;
		}
		value = answer.value;
		return { kind: 'next', step: askClientId(dependencies, entries, { account, tokenUrl: answer.value }) };
	};
}

/** Login and password come last, so that what is wrong with them can be corrected where it was typed. */
function askClientId(
	dependencies: SignInDependencies,
	entries: readonly SessionEntry[],
	known: Pick<PasswordGrant, 'tokenUrl'> & { readonly account: Account },
): Step<SignedIn> {
	const remembered = dependencies.memento.get(clientIdKey);
	let value = typeof remembered === 'string' ? remembered : usualClientId;
	return async place => {
		const answer = await promptClientId(place, value);
		if (answer.kind !== 'answer') {
			return answer;
		}
		value = answer.value;
		return { kind: 'next', step: askLogin(dependencies, entries, { ...known, clientId: answer.value }) };
	};
}

function askLogin(
	dependencies: SignInDependencies,
	entries: readonly SessionEntry[],
	known: Pick<PasswordGrant, 'tokenUrl' | 'clientId'> & { readonly account: Account },
): Step<SignedIn> {
	const signedIn = entries.find(({ session }) => session.account.origin === known.account.origin && session.login);
	let value = signedIn?.session.login ?? sandboxLogin(dependencies.memento, known.account) ?? '';
	return async place => {
		const answer = await promptLogin(place, { account: known.account, value });
		if (answer.kind !== 'answer') {
			return answer;
		}
		value = answer.value;
		return { kind: 'next', step: askPassword(dependencies, entries, { ...known, username: answer.value }) };
	};
}

/** All of the grant but the password. */
export type GrantRequest = Omit<PasswordGrant, 'password'> & { readonly account: Account };

function askPassword(
	dependencies: SignInDependencies,
	entries: readonly SessionEntry[],
	request: GrantRequest,
): Step<SignedIn> {
	const { account, username: login } = request;
	return async place => {
		const answer = await askUntilVerified({ account, edit: vscode.l10n.t('Edit Password') }, dependencies, attempt =>
			promptPassword(place, {
				attempt,
				login,
				accept: (text, signal) => tryPassword(dependencies, request, text, signal, attempt),
			}),
		);
		if (answer.kind !== 'answer') {
			return answer;
		}
		if (answer.value.kind !== 'obtained') {
			return { kind: 'done', value: answer.value };
		}
		const { credential, verification } = answer.value;
		return {
			kind: 'next',
			step: askLabel(dependencies, entries, { account, credential, verification, label: login, login }),
		};
	};
}

/**
 * Trades the password for a token and finds out what Flowlu says of that; a refusal of either is a problem of the text.
 * @param earlier the attempt that it is tried again after: a token that came of the same password is not asked for a second time
 * @throws CancelledError | SecretStorageError
 */
export async function tryPassword(
	dependencies: SignInDependencies,
	{ account, ...grant }: GrantRequest,
	text: string,
	signal: AbortSignal,
	earlier?: Attempt,
): Promise<Accepted<Tried>> {
	if (earlier?.credential !== undefined && earlier.value === text) {
		return tryToken(dependencies, account, { text, credential: earlier.credential }, signal);
	}
	const token = await tradePassword(dependencies, { ...grant, password: new Secret(text) }, signal);
	if ('problem' in token) {
		return token;
	}
	await rememberTokenUrl(dependencies.memento, account, grant.tokenUrl);
	await dependencies.memento.update(clientIdKey, grant.clientId);
	return tryToken(
		dependencies,
		account,
		{ text, credential: { kind: 'accessToken', accessToken: token.value } },
		signal,
	);
}

/**
 * Finds out what Flowlu says of a token; a refusal is a problem of the text that it was got with.
 * @throws CancelledError | SecretStorageError
 */
async function tryToken(
	{ sessions, flowlu, redactor, log }: SignInDependencies,
	account: Account,
	{ text, credential }: { readonly text: string; readonly credential: Credential },
	signal: AbortSignal,
): Promise<Accepted<Tried>> {
	redactor.add(secretOf(credential));
	const same = await sessions.findSame(account, credential);
	if (same !== undefined) {
		return { value: { text, outcome: { kind: 'known', session: same.session } } };
	}
	const verification = await verify(flowlu, { account, credential }, { signal });
	return isRefused(verification)
		? { problem: describeVerification(verification, { account, grant: 'password' }, log) }
		: { value: { text, outcome: { kind: 'obtained', credential, verification } } };
}

async function tradePassword(
	{ http, redactor, log }: SignInDependencies,
	grant: PasswordGrant,
	signal: AbortSignal,
): Promise<Accepted<Secret>> {
	redactor.add(grant.password);
	try {
		return { value: await requestAccessToken(http, grant, { signal }) };
	} catch (error) {
		if (error instanceof ApiError || error instanceof UnexpectedResponseError || error instanceof NetworkError) {
			log.error('No access token.', error);
			return { problem: describeRefusal(error, log) };
		}
		throw error;
	} finally {
		// Nothing of ours holds it any more, and a mistyped one may be an ordinary word.
		redactor.forget(grant.password);
	}
}

/** The server's own words are redacted, ours are not: a mistyped password may be one of them. */
function describeRefusal(
	error: ApiError | UnexpectedResponseError | NetworkError,
	{ redact }: Pick<SignInDependencies['log'], 'redact'>,
): string {
	if (isInvalidGrant(error)) {
		return vscode.l10n.t('Login or password is wrong. Flowlu says: {0}', redact(error.message));
	}
	return error instanceof ApiError
		? redact(describeError(error))
		: vscode.l10n.t({
				message: 'No token was received. {0} Check the token URL.',
				args: [describeError(error)],
				comment: ['{0} is a sentence that says why'],
			});
}
