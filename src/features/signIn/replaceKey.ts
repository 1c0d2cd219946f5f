import * as vscode from 'vscode';
import type { CatalogSource } from '../../catalog/catalogSource';
import type { Account } from '../../flowlu/account';
import type { Check, Permissions } from '../../flowlu/checkPermissions';
import { secretOf, type Session } from '../../flowlu/session';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import { CancelledError } from '../../net/networkErrors';
import { secretTail } from '../../net/redaction/secret';
import type { CachedPermissions } from '../../sessions/cachedPermissions';
import { runSteps, type Answer, type Step, type StepPlace } from '../../ui/prompts/multiStep';
import { checkWithProgress } from '../../ui/permissionCheck';
import { countsText, stopText } from '../../ui/messages/permissionMessages';
import { ownText } from '../../ui/messages/windowRedactor';
import { promptChoice } from '../../ui/prompts/promptChoice';
import { promptText, type Accepted } from '../../ui/prompts/promptText';
import { describeVerification } from '../../ui/messages/verificationMessages';
import { tryCredential } from './addApiKey';
import type { Obtained, SignInDependencies } from './signInDependencies';
import { apiKeyValidation } from './inputValidation';

export interface ReplaceDependencies extends Pick<SignInDependencies, 'sessions' | 'flowlu' | 'redactor' | 'log'> {
	readonly permissions: CachedPermissions;
	readonly catalog: CatalogSource;
}

/** A new key that Flowlu accepts, and what it may read where that was checked. */
interface NewKey extends Pick<Obtained, 'credential' | 'verification'> {
	readonly check?: Check;
}

/**
 * Asks for a new key, verifies it, offers to check what it may read, and only then puts it in the place of the old one. The label and the active mark
 * stay. Undefined when the user dismissed a prompt; the old key is then as it was, and so it is after every failure.
 * @throws SecretStorageError | CancelledError
 */
export async function replaceApiKey(
	dependencies: ReplaceDependencies,
	{ session }: SessionEntry,
): Promise<Session | undefined> {
	const title = vscode.l10n.t('Replace the Key “{0}” of {1}', session.label, session.account.name);
	const fresh = await runSteps({ title, totalSteps: 2 }, askNewKey(dependencies, session));
	return fresh && swapKey(dependencies, session, fresh);
}

/**
 * Puts the new key in the place of the session's; the old one is forgotten last.
 * @throws SecretStorageError; the old key is then still there
 */
export async function swapKey(
	{ sessions, permissions }: Pick<ReplaceDependencies, 'sessions' | 'permissions'>,
	{ id }: Pick<Session, 'id'>,
	{ credential, verification, check }: NewKey,
): Promise<Session> {
	const current = await sessions.find(id);
	if (current === undefined || credential.kind !== 'apiKey') {
		throw new Error(
			vscode.l10n.t('The key was removed in the meantime, so nothing was replaced. Add the new one instead.'),
		);
	}
	const { account, label } = current.session;
	const fresh: Session = {
		id: crypto.randomUUID(),
		account,
		grant: 'apiKey',
		label,
		tail: secretTail(credential.apiKey),
	};
	const mark = { result: verification.result, at: Date.now() };
	await sessions.replace(current.session.id, fresh, credential, { verification: mark });
	if (check !== undefined) {
		await permissions.keep(fresh.id, check.permissions);
	}
	return fresh;
}

function askNewKey(dependencies: ReplaceDependencies, session: Session): Step<NewKey> {
	return async place => {
		const answer = await promptText<NewKey>(place, {
			prompt: vscode.l10n.t(
				'New API key for {0}. The old one stays until the new one is verified.',
				session.account.name,
			),
			busyPrompt: vscode.l10n.t('Verifying with {0}…', session.account.name),
			masked: true,
			check: apiKeyValidation,
			accept: (text, signal) => tryNewKey(dependencies, session, text, signal),
		});
		return answer.kind === 'answer'
			? { kind: 'next', step: askToReplace(dependencies, session, answer.value) }
			: answer;
	};
}

/**
 * A new key, or why it cannot take the old one's place: it is refused, nobody could say whether it is good, or it is stored already.
 * @throws CancelledError | SecretStorageError
 */
export async function tryNewKey(
	dependencies: Pick<ReplaceDependencies, 'sessions' | 'flowlu' | 'redactor' | 'log'>,
	{ id, account, grant }: Session,
	text: string,
	signal: AbortSignal,
): Promise<Accepted<NewKey>> {
	const tried = await tryCredential(dependencies, account, { kind: 'apiKey', text }, signal);
	if ('problem' in tried) {
		return tried;
	}
	const { outcome } = tried.value;
	if (outcome.kind !== 'obtained') {
		return { problem: describeKnown(outcome.session, id) };
	}
	const { credential, verification } = outcome;
	if (verification.result === 'verified' || verification.result === 'limited') {
		return { value: { credential, verification } };
	}
	const problem = describeVerification(verification, { account, grant }, dependencies.log);
	// Nothing of ours holds it any more.
	dependencies.redactor.forget(secretOf(credential));
	return { problem };
}

function describeKnown(known: Session, id: string): string {
	return known.id === id
		? vscode.l10n.t('This is the key to be replaced. Enter the new one.')
		: vscode.l10n.t('“{0}” has this key already. Enter another one.', known.label);
}

function askToReplace(dependencies: ReplaceDependencies, session: Session, fresh: NewKey): Step<NewKey> {
	return async place => {
		const answer = await promptReplace(place, dependencies, session, fresh);
		if (answer.kind !== 'answer') {
			return answer;
		}
		if (answer.value === 'replace') {
			return { kind: 'done', value: fresh };
		}
		const check = await checkNewKey(dependencies, session, fresh);
		return askToReplace(dependencies, session, check === undefined ? fresh : { ...fresh, check })(place);
	};
}

function promptReplace(
	place: StepPlace,
	{ permissions, log }: ReplaceDependencies,
	{ id, account, grant }: Session,
	{ verification, check }: NewKey,
): Promise<Answer<'replace' | 'check'>> {
	return promptChoice<'replace' | 'check'>(place, {
		placeholder: ownText(describeVerification(verification, { account, grant }, log)),
		choices: [
			{
				label: ownText(vscode.l10n.t('Replace')),
				detail: ownText(
					check === undefined
						? vscode.l10n.t('VS Code forgets the old key')
						: describeCheck(check, permissions.of(id), account),
				),
				iconPath: new vscode.ThemeIcon('arrow-swap'),
				value: 'replace',
			},
			{
				label: ownText(
					check === undefined ? vscode.l10n.t('Check Permissions First') : vscode.l10n.t('Check Permissions Again'),
				),
				detail: ownText(vscode.l10n.t('Reads one record of each entity with the new key')),
				iconPath: new vscode.ThemeIcon('checklist'),
				value: 'check',
			},
		],
	});
}

/** Undefined when the user cancelled the check. */
async function checkNewKey(
	dependencies: ReplaceDependencies,
	session: Session,
	{ credential }: NewKey,
): Promise<Check | undefined> {
	const { account, label } = session;
	try {
		return await checkWithProgress(
			dependencies,
			{ account, credential },
			{
				title: vscode.l10n.t('Checking permissions of the new key for “{0}”', label),
			},
		);
	} catch (error) {
		if (error instanceof CancelledError) {
			return undefined;
		}
		throw error;
	}
}

/** What the new key may read, and first of all what it may not although the old one might. */
export function describeCheck(
	{ permissions, stopped }: Check,
	before: Permissions | undefined,
	account: Account,
): string {
	const counts = vscode.l10n.t('New key: {0}', countsText(permissions.entities.values()));
	const lost = lostEntities(before, permissions);
	const loss =
		lost.length === 0 ? '' : vscode.l10n.t('Refused, although the old key may read it: {0}', lost.join(', '));
	return [loss, counts, stopped === undefined ? '' : stopText(stopped, account.name)]
		.filter(text => text !== '')
		.join(' · ');
}

function lostEntities(before: Permissions | undefined, after: Permissions): readonly string[] {
	return [...after.entities]
		.filter(([entity, found]) => found === 'refused' && before?.entities.get(entity) === 'readable')
		.map(([entity]) => entity);
}
