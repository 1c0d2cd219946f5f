import * as vscode from 'vscode';
import { parsedDocument } from './parsedDocuments';
import type { FileRefusal } from '../engine/ports';
import { findFile } from './workspaceFiles';

/** More than people write; a bound against a workspace that wants to keep the window busy. */
const mostDocuments = 100;

/** The documents that a document imports, and those that these import, each once and without itself. None in a workspace that is not trusted. */
export async function importedDocuments(document: vscode.TextDocument): Promise<readonly vscode.TextDocument[]> {
	const found = new Set([document]);
	// A set goes on to what is added while it is walked.
	for (const importing of found) {
		for (const { kind, text } of parsedDocument(importing).references) {
			const imported =
				kind === 'document' && found.size <= mostDocuments ? await documentAt(importing, text) : undefined;
			if (imported !== undefined) {
				found.add(imported);
			}
		}
	}
	found.delete(document);
	return [...found];
}

/** A file that a document names, open from then on; undefined where it is not to be read, which is underlined there, or the workspace is not trusted. */
export async function documentAt(naming: vscode.TextDocument, path: string): Promise<vscode.TextDocument | undefined> {
	const file = vscode.workspace.isTrusted ? await openFile(naming, path) : undefined;
	return file === undefined || 'code' in file ? undefined : file;
}

/** A file that a document names; it is open from then on. */
export async function openFile(naming: vscode.TextDocument, path: string): Promise<vscode.TextDocument | FileRefusal> {
	const uri = await findFile(naming, path);
	if ('code' in uri) {
		return uri;
	}
	try {
		return await vscode.workspace.openTextDocument(uri);
	} catch {
		// It is no text.
		return { code: 'missingFile', detail: path };
	}
}
