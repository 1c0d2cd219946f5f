import * as vscode from 'vscode';
import type { Exchange } from '../../exchanges/exchange';
import { recordRequest, type RecordReference } from '../../records/table/recordRequest';
import { reopened } from '../../scratchpads/engineScope';
import { languageId } from '../../scratchpads/languageId';
import { parsedDocument } from '../../scratchpads/parsedDocuments';
import { placeBelow } from '../../scratchpads/placeBelow';
import { showMessage } from '../../ui/messages/messages';
import type { TablesDependencies } from './tablesDependencies';

/** Writes the request that gets a record below the one whose table it is in, or into a new scratchpad where that is no more. It is not sent. */
export async function openRecordRequest(
	record: RecordReference,
	{ block, session }: Exchange,
	locate: TablesDependencies['locate'],
): Promise<void> {
	const place = await locate(block);
	const document = place && (await reopened(place.uri));
	const choices =
		place !== undefined && document !== undefined
			? choicesAbove(document, place.offset)
			: [`# @account ${session.account.name}`];
	const request = recordRequest(record, choices);
	if (request === undefined) {
		void showMessage('information', vscode.l10n.t('The cell holds no id of a record.'));
		return;
	}
	if (place === undefined || document === undefined) {
		const content = request;
		await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: languageId, content }));
		return;
	}
	const start = document.positionAt(place.offset);
	const editor = await vscode.window.showTextDocument(document, {
		viewColumn: vscode.ViewColumn.One,
		selection: new vscode.Range(start, start),
	});
	const { at, before, after } = placeBelow(editor);
	await editor.edit(edit => {
		edit.insert(at, `${before}${request}${after}`);
	});
	const end = document.positionAt(document.offsetAt(at) + before.length + request.length - 1);
	editor.selection = new vscode.Selection(end, end);
	editor.revealRange(new vscode.Range(end, end), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The lines of the request that say who sends it. */
function choicesAbove(document: vscode.TextDocument, offset: number): readonly string[] {
	const block = parsedDocument(document).blockAt(offset);
	const text = block === undefined ? '' : document.getText().slice(block.span.start, block.span.end);
	return [...text.matchAll(/^[ \t]*(?:#|\/\/)[ \t]*@(?:account|key)[ \t].*$/gmu)].map(([line]) => line.trim());
}
