import * as vscode from 'vscode';
import { originOf } from '../flowlu/targetUrl';
import { filledIn } from '../http/service/shownValues';
import type { RequestBlock } from '../http/document/document';
import { hasRequests, languageId } from './languageId';
import { documentOf, parsedDocument } from './parsedDocuments';

/** A request in a document that is open. */
export interface OpenRequest {
	readonly document: vscode.TextDocument;
	readonly block: RequestBlock;
}

/**
 * The request at an offset of an open scratchpad; without arguments, the one under the cursor. Undefined where there is none.
 * A command can be run with any URI: only what is open as a scratchpad has requests, so that nobody has a file sent that the user never saw.
 */
export function locate(uri: string | undefined, offset: number | undefined): OpenRequest | undefined {
	const editor = vscode.window.activeTextEditor;
	const document = uri === undefined ? editor?.document : documentOf(uri);
	if (document === undefined || !hasRequests(document)) {
		return undefined;
	}
	const at = offset ?? (editor?.document === document ? document.offsetAt(editor.selection.active) : 0);
	const block = parsedDocument(document).blockAt(at);
	const isOurs = document.languageId === languageId || (block && namedOrigin({ document, block })) !== undefined;
	return block && isOurs ? { document, block } : undefined;
}

/** Where a request says that it goes, with its variables filled in; undefined for a path, which in a document of others is one of a host that they know. */
export function namedOrigin({ document, block }: OpenRequest): string | undefined {
	return originOf(filledIn(block.target, parsedDocument(document).variableTable));
}
