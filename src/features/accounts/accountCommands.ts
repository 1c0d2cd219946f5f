import * as vscode from 'vscode';
import type { CommandOf, AccountReference, SessionReference } from '../../contributions';
import type { CatalogSource } from '../../catalog/catalogSource';
import type { Account } from '../../flowlu/account';
import type { FlowluClient } from '../../flowlu/flowluClient';
import type { Session } from '../../flowlu/session';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import type { Verification } from '../../flowlu/verify';
import { accountsOf, storedAccount } from '../../sessions/accountsOf';
import type { CachedPermissions } from '../../sessions/cachedPermissions';
import type { SessionStore } from '../../sessions/sessionStore';
import { withCancellableProgress } from '../../ui/cancellableProgress';
import { executeCommand, type CommandHandlers } from '../../ui/commands/commands';
import type { Owned } from '../../ui/lazily';
import type { Log } from '../../ui/log';
import { showMessage } from '../../ui/messages/messages';
import { ownText } from '../../ui/messages/windowRedactor';
import { pickOne } from '../../ui/prompts/pick';
import { sessionFor } from '../../ui/prompts/pickSession';
import { markAccount } from './accountKinds';
import { accountsView } from './accountsView';
import { ApiKeyCopier } from './copyApiKey';
import { openAccount, openApiSettings } from './portal';
import { askAndRemove, askAndRename, verifyAndMark } from './sessionCommands';

export interface AccountsDependencies {
	readonly sessions: SessionStore;
	readonly permissions: CachedPermissions;
	readonly flowlu: FlowluClient;
	readonly log: Log;
	readonly catalog: CatalogSource;
}

interface AccountCommandDependencies extends AccountsDependencies {
	/** Reads the keyring anew and shows what it has. */
	readonly refresh: () => void;
	/** Shows the rows below a session. */
	readonly expand: (sessionId: string) => Promise<void>;
	/** Shows and selects a session in the tree. */
	readonly reveal: (sessionId: string) => Promise<void>;
	/** The key or sign-in whose row the keyboard is on; undefined on another row. */
	readonly focusedSession: () => Promise<SessionEntry | undefined>;
}

/** The extension's id, and the walkthrough's in package.json. */
const walkthrough = 'flowlu-workbench.flowlu-workbench#gettingStarted';

/** The commands of the accounts tree; one on rows that gets no row asks for one. */
export function createAccountCommands(
	dependencies: AccountCommandDependencies,
): CommandHandlers<CommandOf<'accounts'>> & Owned {
	const { sessions } = dependencies;
	const copier = new ApiKeyCopier(sessions, vscode.env.clipboard);
	return {
		'flowlu.refresh': () => {
			dependencies.refresh();
		},
		'flowlu.showLog': () => {
			dependencies.log.show();
		},
		'flowlu.getStarted': async () => {
			await vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough, false);
		},
		'_flowlu.revealSession': dependencies.reveal,
		'flowlu.removeSession': async given => {
			const entry = await givenOrFocused(dependencies, given, vscode.l10n.t('Remove Key or Sign Out'));
			if (entry !== undefined) {
				await askAndRemove(sessions, entry);
			}
		},
		'flowlu.renameSession': async given => {
			const entry = await givenOrFocused(dependencies, given, vscode.l10n.t('Rename Key or Sign-In'));
			if (entry !== undefined) {
				await askAndRename(sessions, entry);
			}
		},
		'flowlu.useSession': async given => {
			if (given === 'focused') {
				await useFocused(dependencies);
				return;
			}
			const entry = await sessionFor(sessions, given, { title: vscode.l10n.t('Use This Key or Sign-In') });
			if (entry !== undefined) {
				await sessions.use(entry.session);
			}
		},
		'flowlu.verifySession': async given => {
			const entry = await sessionFor(sessions, given, { title: vscode.l10n.t('Verify Key or Sign-In') });
			if (entry !== undefined) {
				await verifyInView(dependencies, entry);
			}
		},
		'flowlu.copyApiKey': async given => {
			const entry = await sessionFor(sessions, given, { title: vscode.l10n.t('Copy API Key'), grant: 'apiKey' });
			if (entry !== undefined) {
				await copier.askAndCopy(entry);
			}
		},
		'flowlu.openAccount': async element => {
			const account = await accountFor(sessions, element, vscode.l10n.t('Open Account in Browser'));
			if (account !== undefined) {
				await openAccount(account);
			}
		},
		'flowlu.openApiSettings': async element => {
			const account = await accountFor(sessions, element, vscode.l10n.t('Open API Settings'));
			if (account !== undefined) {
				await openApiSettings(account);
			}
		},
		'flowlu.checkPermissions': async given => {
			const entry = await sessionFor(sessions, given, { title: vscode.l10n.t('Check Permissions') });
			const { checkAndKeep } = await import('./checkCommand');
			if (entry !== undefined) {
				await checkAndKeep(dependencies, entry);
				await dependencies.expand(entry.session.id);
			}
		},
		'flowlu.markAsProduction': element => markAccount(sessions, element, 'production'),
		'flowlu.markAsTest': element => markAccount(sessions, element, 'test'),
		dispose: () => {
			copier.dispose();
		},
	};
}

/** @throws SecretStorageError */
async function givenOrFocused(
	{ sessions, focusedSession }: AccountCommandDependencies,
	given: SessionReference | 'focused' | undefined,
	title: string,
): Promise<SessionEntry | undefined> {
	if (given !== 'focused') {
		return sessionFor(sessions, given, { title });
	}
	const focused = await focusedSession();
	if (focused === undefined) {
		void showMessage('information', vscode.l10n.t('{0}: go to a key or sign-in in the tree first.', title));
		return undefined;
	}
	return sessionFor(sessions, focused, { title });
}

/** Enter makes a key or sign-in the active one; where it is that already, and on other rows, it opens and closes what is below. @throws SecretStorageError */
async function useFocused({ sessions, focusedSession }: AccountCommandDependencies): Promise<void> {
	const focused = await focusedSession();
	const entry = focused && (await sessions.find(focused.session.id));
	await (entry === undefined || entry.active
		? vscode.commands.executeCommand('list.select')
		: sessions.use(entry.session));
}

/** The tree shows the result; a message says only what is wrong. */
async function verifyInView(dependencies: AccountsDependencies, entry: SessionEntry): Promise<void> {
	const title = vscode.l10n.t('Verifying “{0}”', entry.session.label);
	const verification = await withCancellableProgress({ view: accountsView, title }, signal =>
		verifyAndMark(dependencies, entry, signal),
	);
	if (verification === undefined || verification.result === 'verified' || verification.result === 'limited') {
		return;
	}
	const { describeVerification } = await import('../../ui/messages/verificationMessages');
	const { session } = entry;
	const message = vscode.l10n.t({
		message: '{0}: {1}',
		args: [session.label, describeVerification(verification, session, dependencies.log)],
		comment: ['{0} is the label of a key or sign-in, {1} what is wrong with it'],
	});
	void suggestHelp(message, verification, session);
}

async function suggestHelp(message: string, { result }: Verification, { grant, account }: Session): Promise<void> {
	const help = grant === 'apiKey' ? vscode.l10n.t('Open API Settings') : vscode.l10n.t('Sign In Again');
	const answer = await showMessage('warning', message, ...(result === 'refused' ? [help] : []));
	if (answer === help) {
		await executeCommand(grant === 'apiKey' ? 'flowlu.openApiSettings' : 'flowlu.signIn', account);
	}
}

async function accountFor(
	sessions: SessionStore,
	reference: AccountReference | SessionReference | undefined,
	title: string,
): Promise<Account | undefined> {
	const entries = await sessions.list();
	if (reference !== undefined) {
		return storedAccount(entries, reference);
	}
	const accounts = accountsOf(entries);
	const [only] = accounts;
	if (accounts.length === 1) {
		return only;
	}
	const items = accounts.map(account => ({
		label: ownText(account.name),
		description: ownText(new URL(account.origin).host),
		account,
	}));
	return (await pickOne(items, { title: ownText(title) }))?.account;
}
