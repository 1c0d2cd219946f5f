import * as vscode from 'vscode';
import type { Account } from '../../flowlu/account';
import type { Credential, Session } from '../../flowlu/session';
import { executeCommand, registerCommand } from '../../ui/commands';
import { FlowluAuthenticationProvider } from './authenticationProvider';
import type { SignedIn, SignInParts } from './parts';

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
export function registerSignIn(parts: SignInParts): SignIn {
	const provider = new FlowluAuthenticationProvider(
		parts.sessions,
		parts.log,
		async () => (await signInWithPassword(parts))?.session,
	);
	const registrations = vscode.Disposable.from(
		provider,
		vscode.authentication.registerAuthenticationProvider('flowlu', 'Flowlu', provider, {
			supportsMultipleAccounts: true,
		}),
		registerCommand('flowlu.addApiKey', parts.log, async account => {
			await announce(await addApiKey(parts, account));
		}),
		registerCommand('flowlu.signIn', parts.log, async account => {
			await announce(await signInWithPassword(parts, account));
		}),
	);
	return Object.assign(registrations, {
		addCredential: async (credential: Credential, account: Account | undefined) =>
			(await (await import('./addApiKey')).addFoundCredential(parts, credential, account))?.session,
	});
}

/** The flows are read when they are asked for. */
async function addApiKey(parts: SignInParts, account: Account | undefined): Promise<SignedIn | undefined> {
	return (await import('./addApiKey')).addApiKey(parts, account);
}

async function signInWithPassword(parts: SignInParts, account?: Account): Promise<SignedIn | undefined> {
	return (await import('./passwordSignIn')).signInWithPassword(parts, account);
}

/** Milliseconds; the tree shows the session for good. */
const statusMessageTime = 8000;

async function announce(result: SignedIn | undefined): Promise<void> {
	if (result === undefined) {
		return;
	}
	const { label, account, id } = result.session;
	if (result.kind === 'added') {
		vscode.window.setStatusBarMessage(
			vscode.l10n.t('$(check) “{0}” is saved for {1}.', label, account.name),
			statusMessageTime,
		);
		return;
	}
	await executeCommand('_flowlu.revealSession', id);
	void vscode.window.showInformationMessage(
		vscode.l10n.t('{0} already has this as “{1}”. Nothing was added.', account.name, label),
	);
}
