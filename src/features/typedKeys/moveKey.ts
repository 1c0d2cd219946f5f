import * as vscode from 'vscode';
import { documentMetadata } from '../../engine/sessionChoice';
import { isNamed, parseAccount, type Account } from '../../flowlu/account';
import type { Credential, Session } from '../../flowlu/session';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import { originOf } from '../../flowlu/targetUrl';
import type { HttpDocument } from '../../http/document/document';
import { parseDocument } from '../../http/document/parse';
import type { Redactor } from '../../net/redaction/redact';
import { Secret } from '../../net/redaction/secret';
import { documentOf } from '../../scratchpads/parsedDocuments';
import { rangeOf } from '../../scratchpads/ranges';
import { accountsOf } from '../../sessions/accountsOf';
import type { SessionStore } from '../../sessions/sessionStore';
import type { Log } from '../../ui/log';
import { showMessage } from '../../ui/messages/messages';
import { findTypedKeys, type TypedKey } from './findTypedKeys';
import { removalsOf } from './removal';
import { sessionHints } from './sessionHints';

export interface MoveKeyDependencies {
	readonly sessions: SessionStore;
	readonly redactor: Redactor;
	readonly log: Log;
	/** Verifies and stores a credential, asking the user for what is open; undefined when they dismissed it. */
	readonly addCredential: (credential: Credential, account: Account | undefined) => Promise<Session | undefined>;
}

/**
 * Stores the key at the offset, unless it is stored already, and takes it out of the text in one edit; the request is then sent as before. Nothing
 * changes when the user gives it up.
 * @throws SecretStorageError
 */
export async function moveKey(uri: string, offset: number, dependencies: MoveKeyDependencies): Promise<void> {
	// The command can be run with any URI; no file that the user does not see is changed.
	const document = documentOf(uri);
	const key =
		document && findTypedKeys(document.getText(), dependencies.redactor).find(({ start }) => start === offset);
	if (document === undefined || key === undefined) {
		// The underlines lag behind what is typed.
		void showMessage('information', vscode.l10n.t('The key is no longer at this place.'));
		return;
	}
	const session =
		(await storedSession(key, dependencies.sessions)) ?? (await addedSession(document, key, dependencies));
	if (session === undefined) {
		return;
	}
	if (!(await takeOut(document, key, session, dependencies))) {
		void showMessage(
			'warning',
			vscode.l10n.t(
				'The key is stored as “{0}”, but the text could not be changed: the key is still there. Remove it by hand.',
				session.label,
			),
		);
		return;
	}
	void showMessage(
		'information',
		vscode.l10n.t(
			'The key is now stored as “{0}” in {1}. If the text was saved or shared with it, replace the key in the portal.',
			session.label,
			session.account.name,
		),
	);
}

/** @throws SecretStorageError */
async function storedSession(key: TypedKey, sessions: SessionStore): Promise<Session | undefined> {
	for (const account of accountsOf(await sessions.list())) {
		for (const credential of credentialsOf(key)) {
			const same = await sessions.findSame(account, credential);
			if (same !== undefined) {
				return same.session;
			}
		}
	}
	return undefined;
}

function credentialsOf({ place, secret }: TypedKey): readonly Credential[] {
	const text = new Secret(secret);
	const apiKey: Credential = { kind: 'apiKey', apiKey: text };
	const accessToken: Credential = { kind: 'accessToken', accessToken: text };
	return place === 'header' ? [accessToken] : place === 'parameter' ? [apiKey] : [apiKey, accessToken];
}

/** Verifying asks the host that the text names, so a text that is not trusted must not make us do it. */
async function addedSession(
	document: vscode.TextDocument,
	key: TypedKey,
	{ sessions, addCredential }: MoveKeyDependencies,
): Promise<Session | undefined> {
	if (!vscode.workspace.isTrusted) {
		void showMessage(
			'warning',
			vscode.l10n.t('Nothing is sent from a workspace that you have not trusted, so the key cannot be verified.'),
		);
		return undefined;
	}
	const [credential] = credentialsOf(key);
	const account = accountOfKey(parseDocument(document.getText()), key, await sessions.list());
	return credential && addCredential(credential, account);
}

/** The account that the request names, else the only one; undefined where the user has to say. */
function accountOfKey(
	document: HttpDocument,
	{ start }: TypedKey,
	entries: readonly SessionEntry[],
): Account | undefined {
	const accounts = accountsOf(entries);
	const block = document.blockAt(start);
	const wanted = block && (originOf(block.target) ?? block.account ?? documentMetadata(document).account);
	if (wanted === undefined) {
		return accounts.length === 1 ? accounts[0] : undefined;
	}
	const parsed = parseAccount(wanted);
	return accounts.find(known => isNamed(known, wanted)) ?? (parsed.ok ? parsed.account : undefined);
}

/** The text may have changed while the user was asked. @returns whether the key is out of it */
async function takeOut(
	document: vscode.TextDocument,
	{ place, secret, start }: TypedKey,
	session: Session,
	{ sessions, redactor }: MoveKeyDependencies,
): Promise<boolean> {
	const text = document.getText();
	const distance = (key: TypedKey) => Math.abs(key.start - start);
	const [key] = findTypedKeys(text, redactor)
		.filter(other => other.place === place && other.secret === secret)
		.sort((one, other) => distance(one) - distance(other));
	if (key === undefined) {
		return true;
	}
	const edit = new vscode.WorkspaceEdit();
	const parsed = parseDocument(text);
	for (const removal of removalsOf(parsed, key)) {
		edit.delete(document.uri, rangeOf(document, removal));
	}
	const block = parsed.blockAt(key.start);
	for (const { span, text: put } of block === undefined || key.place === 'value'
		? []
		: sessionHints(parsed, block, session, await sessions.list())) {
		edit.replace(document.uri, rangeOf(document, span), put);
	}
	return vscode.workspace.applyEdit(edit);
}
