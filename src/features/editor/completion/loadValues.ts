import * as vscode from 'vscode';
import { findEndpoint } from '../../../catalog/endpoints';
import { pathOf } from '../../../catalog/catalog';
import { listedRecords } from '../../../catalog/referredRecords';
import { completionPlaceAt } from '../../../http/service/places/completionPlace';
import { CancelledError } from '../../../net/networkErrors';
import { languageId } from '../../../scratchpads/languageId';
import { parsedDocument } from '../../../scratchpads/parsedDocuments';
import type { SessionStore } from '../../../sessions/sessionStore';
import { withCancellableProgress } from '../../../ui/cancellableProgress';
import { describeError } from '../../../ui/messages/errorMessages';
import { showMessage, suggestTrust } from '../../../ui/messages/messages';
import type { EditorDependencies } from '../editorDependencies';
import { accountOrigins } from '../problems/catalog/catalogDiagnostics';
import { valueBeside } from '../valueBeside';
import { whatIsListed } from './valueSuggestions';

interface LoadDependencies extends EditorDependencies {
	readonly sessions: Pick<SessionStore, 'accessOf'>;
}

/**
 * Loads the list whose ids may be written at the cursor, as the account that the request would be sent with, and offers them. One request is sent, and only
 * here.
 * @throws CancelledError | SecretStorageError
 */
export async function loadValues({ catalog, choices, recordLists, sessions, log }: LoadDependencies): Promise<void> {
	const editor = vscode.window.activeTextEditor;
	const place = editor?.document.languageId === languageId ? placeIn(editor) : undefined;
	const [known] = await Promise.all([catalog.load(), choices.known()]);
	const endpoint = place && findEndpoint(known, place.value.endpoint);
	const listed =
		endpoint &&
		listedRecords(known, endpoint, place.value, field =>
			valueBeside(place.block, place.value.where === 'query' ? 'query' : 'body', field, accountOrigins(choices)),
		);
	if (editor === undefined || place === undefined || listed === undefined) {
		void showMessage(
			'information',
			vscode.l10n.t(
				'There is nothing to load here: put the cursor into the value of a field that holds the id of a record.',
			),
		);
		return;
	}
	if (!vscode.workspace.isTrusted) {
		void suggestTrust();
		return;
	}
	const choice = choices.choiceFor(editor.document, place.block);
	const access = choice.kind === 'session' ? await sessions.accessOf(choice.entry.session.id) : undefined;
	if (choice.kind !== 'session' || access === undefined) {
		void showMessage(
			'warning',
			vscode.l10n.t(
				'Nothing was loaded: it is not clear which account sends this request. The line above it says why.',
			),
		);
		return;
	}
	const lists = await recordLists.load();
	const list = { sessionId: choice.entry.session.id, entity: pathOf(listed.entity), group: listed.group };
	const title = log.redact(vscode.l10n.t('Loading {0} from {1}', whatIsListed(listed), access.account.name));
	const isSame = unchanged(editor);
	try {
		await withCancellableProgress({ title }, signal => lists.load(list, access, signal));
	} catch (error) {
		if (error instanceof CancelledError) {
			throw error;
		}
		log.error(`The list of ${list.entity} could not be loaded.`, error);
		const failure = vscode.l10n.t(
			'{0} were not loaded from {1}: {2}',
			listed.entity.title,
			access.account.name,
			describeError(error),
		);
		void showMessage('warning', failure);
		return;
	}
	// Nobody who went on writing is disturbed; what was loaded is offered the next time.
	if (isSame()) {
		await vscode.commands.executeCommand('editor.action.triggerSuggest');
	}
}

function placeIn({ document, selection }: vscode.TextEditor) {
	const parsed = parsedDocument(document);
	const offset = document.offsetAt(selection.active);
	const value = completionPlaceAt(parsed, offset);
	const block = parsed.blockAt(offset);
	return value?.kind === 'fieldValue' && block !== undefined ? { value, block } : undefined;
}

/** @returns whether text and cursor are still what they were */
function unchanged(editor: vscode.TextEditor): () => boolean {
	const { document, selection } = editor;
	const { version } = document;
	return () =>
		vscode.window.activeTextEditor === editor && document.version === version && editor.selection.isEqual(selection);
}
