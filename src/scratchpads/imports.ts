import * as vscode from 'vscode';
import type { Surroundings } from '../http/document/document';
import { parsedDocument } from './parsedDocuments';
import type { Place } from './place';
import { type FileRefusal, findFile } from './workspaceFiles';

/** More than people write; a bound against a workspace that wants to keep the window busy. */
const mostDocuments = 100;

/** What documents imported when they were last asked, by URI. */
const imports = new WeakMap<vscode.TextDocument, ReadonlySet<string>>();

/** Whether an open document imports the one with the URI, which VS Code may have closed since: nobody looks at it. */
export function isImported(uri: string): boolean {
	return vscode.workspace.textDocuments.some(document => imports.get(document)?.has(uri) === true);
}

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
	imports.set(document, new Set([...found].map(({ uri }) => uri.toString())));
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

/** What imports bring: the variables, the names of requests and their titles. Those of an import that stands further up count more. */
export function importedSurroundings(imported: readonly vscode.TextDocument[]): Surroundings {
	const documents = imported.map(parsedDocument);
	return {
		variables: documents.toReversed().flatMap(({ variables }) => variables),
		requests: new Set(documents.flatMap(({ requestNames }) => requestNames)),
		titles: new Map(documents.toReversed().flatMap(({ titles }) => [...titles])),
	};
}

/** The request with a name: the document's own, else that of an import. */
export async function findRequest(document: vscode.TextDocument, name: string): Promise<Place | undefined> {
	for (const candidate of [document, ...(await importedDocuments(document))]) {
		const block = parsedDocument(candidate).named(name);
		if (block !== undefined) {
			return { document: candidate, block };
		}
	}
	return undefined;
}

/** The requests that a title may stand for: the document's own, else those of the first import that has any. */
export async function findTitled(document: vscode.TextDocument, title: string): Promise<readonly Place[]> {
	for (const candidate of [document, ...(await importedDocuments(document))]) {
		const blocks = parsedDocument(candidate).titled(title);
		if (blocks.length > 0) {
			return blocks.map(block => ({ document: candidate, block }));
		}
	}
	return [];
}
