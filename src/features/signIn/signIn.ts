import * as vscode from 'vscode';
import { commandsOf, type AccountReference, type SessionReference } from '../../contributions';
import type { Account } from '../../flowlu/account';
import type { Credential, Session } from '../../flowlu/session';
import { accountAt } from '../../sessions/accountsOf';
import { executeCommand, registerCommands } from '../../ui/commands/commands';
import { rethrowRedacted } from '../../ui/providerErrors';
import { showDone, showMessage } from '../../ui/messages/messages';
import { isRefused } from '../../ui/messages/sessionMessages';
import { FlowluAuthenticationProvider } from './authenticationProvider';
import type { SignedIn, SignInDependencies } from './signInDependencies';
import type { ReplaceDependencies } from './replaceKey';

/** What others may ask of the sign-in. */
export interface SignIn extends vscode.Disposable {
	/**
	 * Verifies and stores a credential that was found somewhere, asking for its label and for the account where none is given. The session, also when it
	 * was stored before; undefined when the user dismissed a prompt.
	 * @throws SecretStorageError
	 */
	addCredential(credential: Credential, account: Account | undefined): Promise<Session | undefined>;
}

/** The commands that add sessions, and the AuthenticationProvider `flowlu`. */
export function registerSignIn(dependencies: SignInDependencies & ReplaceDependencies): SignIn {
	const provider = new FlowluAuthenticationProvider(
		dependencies.sessions,
		dependencies.log,
		async () => (await signInWithPassword(dependencies))?.session,
	);
	const registrations = vscode.Disposable.from(
		provider,
		vscode.authentication.registerAuthenticationProvider(
			'flowlu',
			'Flowlu',
			rethrowRedacted(provider, dependencies.log),
			{
				supportsMultipleAccounts: true,
			},
		),
		registerCommands(commandsOf('signIn'), dependencies.log, () => ({
			'flowlu.addApiKey': async account => {
				await announce(await addApiKey(dependencies, await givenAccount(account, dependencies)));
			},
			'flowlu.replaceKey': given => replaceKey(dependencies, given),
			'flowlu.signIn': async account => {
				await announce(await signInWithPassword(dependencies, await givenAccount(account, dependencies)));
			},
		})),
	);
	return Object.assign(registrations, {
		addCredential: async (credential: Credential, account: Account | undefined) =>
			(await (await import('./addApiKey')).addFoundCredential(dependencies, credential, account))?.session,
	});
}

async function replaceKey(dependencies: ReplaceDependencies, reference: SessionReference | undefined): Promise<void> {
	const { sessionFor } = await import('../../ui/prompts/pickSession');
	const entry = await sessionFor(dependencies.sessions, reference, {
		title: vscode.l10n.t('Replace Key'),
		placeholder: vscode.l10n.t('The key to replace'),
		grant: 'apiKey',
	});
	const { replaceApiKey } = await import('./replaceKey');
	const session = entry && (await replaceApiKey(dependencies, entry));
	if (session === undefined) {
		return;
	}
	await executeCommand('_flowlu.revealSession', session.id);
	// The command is done when the key is replaced, not when the message is closed.
	if (isRefused(entry?.verification)) {
		void showMessage('information', vscode.l10n.t('“{0}” has the new key now.', session.label));
	} else {
		void tellReplaced(session);
	}
}

async function tellReplaced(session: Session): Promise<void> {
	const settings = vscode.l10n.t('Open API Settings');
	const message = vscode.l10n.t(
		'“{0}” has the new key now. The old one stays valid until it is deleted in the portal.',
		session.label,
	);
	if ((await showMessage('information', message, settings)) === settings) {
		await executeCommand('flowlu.openApiSettings', session.account);
	}
}

/** What the flow then names is where the secret goes; without an account it asks for one. */
async function givenAccount(
	reference: AccountReference | undefined,
	{ sessions }: SignInDependencies,
): Promise<Account | undefined> {
	return reference && accountAt(await sessions.list(), reference.origin);
}

/** The flows are read when they are asked for. */
async function addApiKey(
	dependencies: SignInDependencies,
	account: Account | undefined,
): Promise<SignedIn | undefined> {
	return (await import('./addApiKey')).addApiKey(dependencies, account);
}

async function signInWithPassword(dependencies: SignInDependencies, account?: Account): Promise<SignedIn | undefined> {
	return (await import('./passwordSignIn')).signInWithPassword(dependencies, account);
}

async function announce(result: SignedIn | undefined): Promise<void> {
	if (result === undefined) {
		return;
	}
	const { label, account, id } = result.session;
	if (result.kind === 'added') {
		showDone(vscode.l10n.t('$(check) “{0}” is saved for {1}.', label, account.name));
		return;
	}
	await executeCommand('_flowlu.revealSession', id);
	void showMessage(
		'information',
		vscode.l10n.t('{0} already has this as “{1}”. Nothing was added.', account.name, label),
	);
}
