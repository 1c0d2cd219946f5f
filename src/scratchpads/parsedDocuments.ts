import * as vscode from 'vscode';
import type { BlockTracker } from '../http/document/blockTracker';
import type { HttpDocument, Surroundings } from '../http/document/document';
import { parseDocument } from '../http/document/parse';
import { noSurroundings } from '../http/document/surroundings';
import { fileOutline, type OutlinedLine, parsedSize } from '../http/service/fileOutline';
import { cachedByFile } from './files/workspaceFiles';

const parsed = new WeakMap<vscode.TextDocument, { readonly version: number; readonly document: HttpDocument }>();
const surroundings = new WeakMap<vscode.TextDocument, Surroundings>();

/** The parsed text of a document in its surroundings; parsed once per version, whoever asks. */
export function parsedDocument(document: vscode.TextDocument): HttpDocument {
	const known = parsed.get(document);
	if (known?.version === document.version) {
		return known.document;
	}
	const fresh = parseDocument(document.getText()).within(surroundings.get(document) ?? noSurroundings);
	parsed.set(document, { version: document.version, document: fresh });
	return fresh;
}

/** The parsed text of a scratchpad on disk, which is not opened for it. Rejects with FileRefusedError. */
export const parsedFile = cachedByFile(parseDocument, parsedSize);

export interface FileOutline {
	/** Of the text, in UTF-16 code units. */
	readonly size: number;
	readonly outline: readonly OutlinedLine[];
}

/** The requests of a scratchpad on disk, without its text. */
export const outlinedFile = cachedByFile(
	(text): FileOutline => ({ size: text.length, outline: fileOutline(text) }),
	(_, { outline }) => outline.length * 500,
);

/** Gives the document other surroundings. Returns whether they are others than before. */
export function setSurroundings(document: vscode.TextDocument, changed: Surroundings): boolean {
	const before = surroundings.get(document) ?? noSurroundings;
	if (contentOf(before) === contentOf(changed)) {
		return false;
	}
	surroundings.set(document, changed);
	const known = parsed.get(document);
	if (known !== undefined) {
		parsed.set(document, { version: known.version, document: known.document.within(changed) });
	}
	return true;
}

function contentOf({ variables, requests, titles }: Surroundings): string {
	return JSON.stringify([variables, [...requests], [...titles]]);
}

/** The open document of a URI. */
export function documentOf(uri: string): vscode.TextDocument | undefined {
	return vscode.workspace.textDocuments.find(document => document.uri.toString() === uri);
}

/**
 * Keeps parsed documents in step with what is typed, so that only the blocks that an edit touches are read again: the text of a
 * large document costs more than all else that a keystroke makes. To be registered before those who ask for parsed documents.
 * @param blocks is told of every change, so that requests keep their identity
 */
export function followEdits(blocks: BlockTracker): vscode.Disposable {
	return vscode.Disposable.from(
		vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
			const known = parsed.get(document);
			if (known === undefined || known.version === document.version) {
				return;
			}
			const uri = document.uri.toString();
			// Each change counts in the text that the one before has left.
			const edited = contentChanges.reduce((before, { rangeOffset, rangeLength, text }) => {
				const span = { start: rangeOffset, end: rangeOffset + rangeLength };
				const after = before.edited(span, text);
				blocks.edited(uri, before, { span, text }, after);
				return after;
			}, known.document);
			if (edited.length === lengthOf(document)) {
				parsed.set(document, { version: document.version, document: edited });
			} else {
				parsed.delete(document);
				blocks.opened(uri, parsedDocument(document));
			}
		}),
		vscode.workspace.onDidCloseTextDocument(document => {
			const known = parsed.get(document);
			const uri = document.uri.toString();
			if (document.isUntitled) {
				blocks.forget(uri);
			} else if (known !== undefined) {
				blocks.closed(uri, known.document);
			}
		}),
		vscode.workspace.onDidOpenTextDocument(document => {
			const uri = document.uri.toString();
			if (blocks.isTracked(uri)) {
				blocks.opened(uri, parsedDocument(document));
			}
		}),
	);
}

/** Of its text, in UTF-16 code units, without reading all of it. */
export function lengthOf(document: vscode.TextDocument): number {
	return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}
