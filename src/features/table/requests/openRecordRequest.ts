import * as vscode from 'vscode';
import { findMethod, pathOf } from '../../../catalog/catalog';
import { fieldFacts } from '../../../catalog/fieldFacts';
import type { Exchange } from '../../../exchanges/exchange';
import { isPlainEntity } from '../../../flowlu/operation';
import type { LocateBlock } from '../../../http/document/blockTracker';
import { type FieldNow, recordRequest, type RecordReference } from '../../../records/table/recordRequest';
import type { Redactor } from '../../../net/redaction/redact';
import { reopened } from '../../../scratchpads/engineScope';
import { languageId } from '../../../scratchpads/languageId';
import { parsedDocument } from '../../../scratchpads/parsedDocuments';
import { placeBelow } from '../../../scratchpads/placeBelow';
import { showMessage } from '../../../ui/messages/messages';
import { ownText } from '../../../ui/messages/windowRedactor';
import { pickSome } from '../../../ui/prompts/pick';
import type { TablesDependencies } from '../tablesDependencies';
import { escapedSnippet, updateSnippet } from './updateSnippet';

/** Fields that are written into a request without asking which of them are meant. */
const maxUnasked = 5;

/** Writes the request that gets a record below the one whose table it is in, or into a new scratchpad where that is no more. It is not sent. */
export async function openRecordRequest(
	record: RecordReference,
	exchange: Exchange,
	locate: LocateBlock,
): Promise<void> {
	await openRequest(record, exchange, locate, choices => {
		const request = recordRequest(record, choices);
		return request === undefined ? undefined : escapedSnippet(request);
	});
}

/** The same with the request that changes fields of a record: those that the catalog knows to be set by the server are left out. */
export async function openRecordUpdate(
	record: RecordReference,
	fields: readonly FieldNow[],
	exchange: Exchange,
	{ locate, catalog, redactor }: Pick<TablesDependencies, 'locate' | 'catalog' | 'redactor'>,
): Promise<void> {
	const known = await catalog.load();
	const entity = known.entities.find(candidate => pathOf(candidate) === record.entity);
	if (entity !== undefined && findMethod(entity, 'update') === undefined) {
		void showMessage(
			'information',
			vscode.l10n.t('Records of {0} are not known to be updated by the API.', record.entity),
		);
		return;
	}
	const writable = fields.filter(
		({ name }) => name !== 'id' && (entity && fieldFacts(known, entity, name)?.field.readOnly) !== true,
	);
	if (writable.length === 0) {
		void showMessage(
			'information',
			vscode.l10n.t(
				'Select cells that can be changed: not the id, lists or objects, nor fields that Flowlu sets itself.',
			),
		);
		return;
	}
	const changed = writable.length > maxUnasked ? await chooseFields(writable, redactor) : writable;
	if (changed.length > 0) {
		await openRequest(record, exchange, locate, choices => updateSnippet(record, changed, choices));
	}
}

/** Of a whole row only few fields are meant. */
async function chooseFields(
	fields: readonly FieldNow[],
	{ redact }: Pick<Redactor, 'redact'>,
): Promise<readonly FieldNow[]> {
	const items = fields.map(field => ({ label: redact(field.name), description: redact(field.value ?? ''), field }));
	const chosen = await pickSome(items, {
		title: ownText(vscode.l10n.t('Edit as Request')),
		placeHolder: ownText(vscode.l10n.t('Which fields are to be changed')),
	});
	return (chosen ?? []).map(({ field }) => field);
}

/** @param snippetOf makes the request of the lines that say who sends it; undefined where there is no such record */
async function openRequest(
	record: RecordReference,
	{ block, session }: Exchange,
	locate: LocateBlock,
	snippetOf: (choices: readonly string[]) => string | undefined,
): Promise<void> {
	const place = await locate(block);
	const document = place && (await reopened(place.uri));
	const choices =
		place !== undefined && document !== undefined
			? choicesAbove(document, place.offset)
			: [`# @account ${session.account.name}`];
	const snippet = snippetOf(choices);
	if (snippet === undefined) {
		void showMessage(
			'information',
			isPlainEntity(record.entity)
				? vscode.l10n.t('The cell does not contain a record id.')
				: vscode.l10n.t('No endpoint is known that reads or updates a single record of this list.'),
		);
		return;
	}
	if (place === undefined || document === undefined) {
		const fresh = await vscode.workspace.openTextDocument({ language: languageId, content: '' });
		const editor = await vscode.window.showTextDocument(fresh);
		await editor.insertSnippet(new vscode.SnippetString(snippet), new vscode.Position(0, 0));
		return;
	}
	const start = document.positionAt(place.offset);
	const editor = await vscode.window.showTextDocument(document, {
		viewColumn: vscode.ViewColumn.One,
		selection: new vscode.Range(start, start),
	});
	const { at, before, after } = placeBelow(editor);
	await editor.insertSnippet(new vscode.SnippetString(`${before}${snippet}${after}`), at);
	editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The lines of the request that say who sends it. */
function choicesAbove(document: vscode.TextDocument, offset: number): readonly string[] {
	const block = parsedDocument(document).blockAt(offset);
	const text = block === undefined ? '' : document.getText().slice(block.span.start, block.span.end);
	return [...text.matchAll(/^[ \t]*(?:#|\/\/)[ \t]*@(?:account|key)[ \t].*$/gmu)].map(([line]) => line.trim());
}
