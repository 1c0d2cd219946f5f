import * as vscode from 'vscode';
import type { Span } from '../../http/problem';
import { itemsOf, type Running, type RunItem } from '../../runs/runRequests';
import { findScratchpads, openAsDocument } from '../../scratchpads/files/workspaceFiles';
import { hasRequests, languageId } from '../../scratchpads/languageId';
import { documentOf, parsedDocument } from '../../scratchpads/parsedDocuments';
import { namedOrigin } from '../../scratchpads/place';

/** Scratchpads of one run. */
const maxFiles = 500;

/** What is to be run, and what it is called. */
export interface ChosenRequests {
	readonly title: string;
	readonly items: readonly RunItem[];
}

/** All requests of a document that is open as a scratchpad, or those that the selections have a part of; undefined where it is none. */
export async function requestsOfDocument(
	uri: string | undefined,
	only: 'all' | 'selected',
	running: Running,
): Promise<ChosenRequests | undefined> {
	const editor = vscode.window.activeTextEditor;
	const document = uri === undefined ? editor?.document : documentOf(uri);
	if (document === undefined || !hasRequests(document)) {
		return undefined;
	}
	const items = await itemsIn(document, running);
	const name = vscode.workspace.asRelativePath(document.uri);
	if (only === 'all') {
		return { title: vscode.l10n.t('Run of {0}', name), items };
	}
	const selections = editor?.document === document ? editor.selections : [];
	const parsed = parsedDocument(document);
	// Where one request ends the next begins: a selection that ends there has nothing of the next, and a cursor is in one of the two.
	const isSelected = (span: Span): boolean =>
		selections.some(selection => {
			const [start, end] = [document.offsetAt(selection.start), document.offsetAt(selection.end)];
			return start === end ? parsed.blockAt(start)?.span.start === span.start : span.start < end && span.end > start;
		});
	return {
		title: vscode.l10n.t('Run of the selection in {0}', name),
		items: items.filter(({ block }) => {
			const span = running.blocks.find(block)?.block.span;
			return span !== undefined && isSelected(span);
		}),
	};
}

/** All requests of the scratchpads in a folder, in the order of their paths. */
export async function requestsInFolder(folder: vscode.Uri, running: Running): Promise<ChosenRequests> {
	const found = await findScratchpads(maxFiles, { folder });
	const items: (readonly RunItem[])[] = [];
	for (const uri of found.toSorted((one, other) => (one.path < other.path ? -1 : 1))) {
		const document = await openAsDocument(uri);
		items.push(document === undefined ? [] : await itemsIn(document, running));
	}
	return { title: vscode.l10n.t('Run of {0}', vscode.workspace.asRelativePath(folder)), items: items.flat() };
}

/** In the files of other extensions, those that go to an address: the rest is theirs. */
async function itemsIn(document: vscode.TextDocument, { scope, blocks }: Running): Promise<readonly RunItem[]> {
	const uri = document.uri.toString();
	await scope.ready(uri);
	const items = itemsOf(uri, { blocks, document: parsedDocument(document) });
	return document.languageId === languageId
		? items
		: items.filter(({ block: id }) => {
				const block = blocks.find(id)?.block;
				return block !== undefined && namedOrigin({ document, block }) !== undefined;
			});
}
