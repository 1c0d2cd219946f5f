import * as vscode from 'vscode';
import { originOf } from '../flowlu/target';
import { filledIn } from '../http/service/shownValues';
import type { RequestBlock } from '../http/document/document';
import { languageId, otherLanguageId } from './languageId';
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
	if (document === undefined || ![languageId, otherLanguageId].includes(document.languageId)) {
		return undefined;
	}
	const at = offset ?? (editor?.document === document ? document.offsetAt(editor.selection.active) : 0);
	const block = parsedDocument(document).blockAt(at);
	const isOurs = document.languageId === languageId || (block && namedOrigin({ document, block })) !== undefined;
	return block && isOurs ? { document, block } : undefined;
}

/** Where a request says that it goes, with its variables filled in; undefined for a path, which in a document of others is one of a host that they know. */
export function namedOrigin({ document, block }: Place): string | undefined {
	return originOf(filledIn(block.target, parsedDocument(document).variableTable));
}

/** The same request as the document has it now: its variables may have others values than when it was found, and its text may be typed on. */
export function locateAgain(seen: Place): Place | undefined {
	const { document, block } = seen;
	const there = parsedDocument(document).blockAt(block.requestLine.start);
	return there?.requestLine.start === block.requestLine.start ? { document, block: there } : locateUnchanged(seen);
}

/** The same request after a time in which anything may have been typed: wherever it is now, undefined where its text is another one. */
export function locateUnchanged({ document, block }: Place): Place | undefined {
	const again = blockOfText(document, block.requestLine.start, block.text);
	return again && { document, block: again };
}

/** The block with the text: the one that was last seen at the offset, else the first of them. */
export function blockOfText(document: vscode.TextDocument, offset: number, text: string): RequestBlock | undefined {
	const parsed = parsedDocument(document);
	const there = parsed.blockAt(offset);
	return there?.text === text ? there : parsed.blocks.find(block => block.text === text);
}

export function isSamePlace(one: Place, other: Place): boolean {
	return (
		one.document.uri.toString() === other.document.uri.toString() &&
		one.block.requestLine.start === other.block.requestLine.start
	);
}
