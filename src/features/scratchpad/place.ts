import * as vscode from 'vscode';
import type { RequestBlock } from '../../http/document';
import { languageId } from './languageId';
import { parsedDocument } from './parsedDocuments';

/** A request in a document. */
export interface Place {
	readonly document: vscode.TextDocument;
	readonly block: RequestBlock;
}

/**
 * The request at an offset of an open scratchpad; without arguments, the one under the cursor. Undefined where there is none.
 * A command can be run with any URI: only what is open as a scratchpad has requests, so that nobody has a file sent that the user never saw.
 */
export function locate(uri: string | undefined, offset: number | undefined): Place | undefined {
	const editor = vscode.window.activeTextEditor;
	const document =
		uri === undefined ? editor?.document : vscode.workspace.textDocuments.find(open => open.uri.toString() === uri);
	if (document?.languageId !== languageId) {
		return undefined;
	}
	const at = offset ?? (editor?.document === document ? document.offsetAt(editor.selection.active) : 0);
	const block = parsedDocument(document).blockAt(at);
	return block && { document, block };
}

/** The same request as the document has it now: its variables may have others values than when it was found. */
export function locateAgain({ document, block }: Place): Place | undefined {
	const again = parsedDocument(document).blockAt(block.requestLine.start);
	return again && { document, block: again };
}
