import * as vscode from 'vscode';
import type { FlowluClient } from '../../flowlu/flowluClient';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import { SessionRemovedError } from '../../flowlu/responses/flowluErrors';
import { verify, type Verification } from '../../flowlu/verify';
import type { SessionStore } from '../../sessions/sessionStore';
import { labelValidation } from '../../ui/prompts/labelValidation';
import { ask } from '../../ui/messages/messages';
import { promptText } from '../../ui/prompts/promptText';

/**
 * Removes the session once the user has confirmed it. Where another took its place meanwhile, as in another window, the user is asked about that one.
 * @throws SecretStorageError
 */
export async function askAndRemove(sessions: SessionStore, { session }: SessionEntry, note?: string): Promise<void> {
	const remove = session.grant === 'apiKey' ? vscode.l10n.t('Remove') : vscode.l10n.t('Sign Out');
	const question =
		session.grant === 'apiKey'
			? vscode.l10n.t('Remove “{0}” of {1}?', session.label, session.account.name)
			: vscode.l10n.t('Sign out “{0}” of {1}?', session.label, session.account.name);
	const detail =
		session.grant === 'apiKey'
			? vscode.l10n.t('VS Code forgets the key. It stays valid until it is deleted in the portal.')
			: vscode.l10n.t('VS Code forgets the access token. Flowlu is not told, so the token may stay valid there.');
	const answer = await ask(question, {
		detail: note === undefined ? detail : `${note} ${detail}`,
		actions: [remove],
	});
	const successor = answer === remove ? await sessions.remove(session.id) : undefined;
	if (successor !== undefined) {
		const replaced =
			session.grant === 'apiKey'
				? vscode.l10n.t('The key was replaced by a new one while you were asked; nothing is removed yet.')
				: vscode.l10n.t('The sign-in was renewed while you were asked; you are not signed out yet.');
		await askAndRemove(sessions, successor, replaced);
	}
}

/** @throws SecretStorageError */
export async function askAndRename(sessions: SessionStore, { session }: SessionEntry): Promise<void> {
	const others = (await sessions.list()).filter(entry => entry.session.id !== session.id);
	const answer = await promptText(
		{ title: vscode.l10n.t('Rename “{0}”', session.label), step: 1, totalSteps: 1, canGoBack: false },
		{
			prompt: session.grant === 'apiKey' ? vscode.l10n.t('Name of the key') : vscode.l10n.t('Name of the sign-in'),
			value: session.label,
			check: text => labelValidation(others, session.account, text),
			accept: text => Promise.resolve({ value: text.trim() }),
		},
	);
	if (answer.kind === 'answer' && answer.value !== session.label) {
		await sessions.rename(session.id, answer.value);
	}
}

/** Asks Flowlu about the session and keeps what it says; undefined when the session was removed or replaced. @throws CancelledError | SecretStorageError */
export async function verifyAndMark(
	{ sessions, flowlu }: { readonly sessions: SessionStore; readonly flowlu: FlowluClient },
	{ session }: SessionEntry,
	signal: AbortSignal,
): Promise<Verification | undefined> {
	const access = await sessions.accessOf(session.id);
	if (access === undefined) {
		return undefined;
	}
	try {
		const verification = await verify(flowlu, access, { signal });
		// What took its place meanwhile is another one.
		if ((await sessions.find(session.id))?.session.id !== session.id) {
			return undefined;
		}
		await sessions.mark(session.id, { result: verification.result, at: Date.now() });
		return verification;
	} catch (error) {
		if (error instanceof SessionRemovedError) {
			return undefined;
		}
		throw error;
	}
}
