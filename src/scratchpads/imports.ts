import * as vscode from 'vscode';
import type { FileRefusal } from '../engine/ports';
import type { HttpDocument } from '../http/document/document';
import { importsOf } from '../http/document/names/importOrder';
import { documentOf, parsedDocument, parsedFile } from './parsedDocuments';
import { findFile, namedFile, openAsDocument } from './files/workspaceFiles';

/** A file that is imported: its parsed text, that of the editor where it is open. */
export interface ImportedFile {
	readonly uri: vscode.Uri;
	readonly parsed: HttpDocument;
}

/** The URIs of what documents imported when they were last asked, as they name it, whether it is there or not. */
const lastNamed = new WeakMap<vscode.TextDocument, ReadonlySet<string>>();

/** The URIs of the files that a document imported when it was last asked, and of those that it would have if they were there. */
export function namedImports(document: vscode.TextDocument): ReadonlySet<string> {
	return lastNamed.get(document) ?? new Set();
}

/** The files that a document imports, and what these import; none is opened for it. None in a workspace that is not trusted. */
export async function readImports(document: vscode.TextDocument): Promise<readonly ImportedFile[]> {
	const named = new Set<string>();
	const own = { uri: document.uri, parsed: parsedDocument(document) };
	const imported = vscode.workspace.isTrusted
		? await importsOf(
				own,
				({ uri }) => uri.toString(),
				(importing, path) => {
					named.add(namedFile(importing, path)?.toString() ?? '');
					return readImport(importing, path);
				},
			)
		: [];
	lastNamed.set(document, named);
	return imported;
}

/** @returns undefined where it is not there or not to be read, which is underlined at its name */
async function readImport({ uri: naming }: ImportedFile, path: string): Promise<ImportedFile | undefined> {
	const uri = await findFile({ uri: naming }, path);
	if ('code' in uri) {
		return undefined;
	}
	const open = documentOf(uri.toString());
	try {
		return { uri, parsed: open === undefined ? await parsedFile(uri) : parsedDocument(open) };
	} catch {
		// It went away since it was found.
		return undefined;
	}
}

/** The documents that a document imports, as `readImports` has them, open from then on: for who shows or changes what is in them. */
export async function importedDocuments(document: vscode.TextDocument): Promise<readonly vscode.TextDocument[]> {
	const imports = await readImports(document);
	const opened = await Promise.all(imports.map(({ uri }) => openAsDocument(uri)));
	return opened.filter(file => file !== undefined);
}

/** A file that a document names, open from then on; undefined where it is not to be read, which is underlined there, or the workspace is not trusted. */
export async function documentAt(naming: vscode.TextDocument, path: string): Promise<vscode.TextDocument | undefined> {
	const file = vscode.workspace.isTrusted ? await openFile(naming, path) : undefined;
	return file === undefined || 'code' in file ? undefined : file;
}

/** A file that a document names; it is open from then on. */
export async function openFile(naming: vscode.TextDocument, path: string): Promise<vscode.TextDocument | FileRefusal> {
	const uri = await findFile(naming, path);
	return 'code' in uri ? uri : ((await openAsDocument(uri)) ?? { code: 'missingFile', detail: path });
}
