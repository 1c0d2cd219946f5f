import * as vscode from 'vscode';
import type { Files, Scope } from '../engine/ports';
import { dotenvFor } from './files/environmentFiles';
import { importedDocuments, openFile } from './imports';
import { documentOf, parsedDocument } from './parsedDocuments';
import type { Scratchpads } from './scratchpads';
import { findFile, readFile } from './files/workspaceFiles';

/** The open scratchpads, as the engine sees them. */
export function scopeOf({ environments, choices }: Pick<Scratchpads, 'environments' | 'choices'>): Scope {
	return {
		isTrusted: () => vscode.workspace.isTrusted,
		document: uri => {
			const document = documentOf(uri);
			return document && parsedDocument(document);
		},
		ready: async uri => {
			const document = await reopened(uri);
			if (document !== undefined) {
				await environments.ready(document);
			}
		},
		imports: async uri => {
			const document = documentOf(uri);
			const imported = document === undefined ? [] : await importedDocuments(document);
			return imported.map(other => other.uri.toString());
		},
		open: async (uri, path) => {
			const naming = documentOf(uri);
			const file =
				naming === undefined ? ({ code: 'missingFile', detail: path } as const) : await openFile(naming, path);
			if ('code' in file) {
				return file;
			}
			await environments.ready(file);
			return { uri: file.uri.toString() };
		},
		environment: uri => {
			const document = documentOf(uri);
			return document && environments.environmentName(document);
		},
		chosenSession: uri => choices.chosenFor(uri),
		defaultAccount: () => choices.defaultAccount,
		chooseSession: (uri, entry) => {
			choices.choose(uri, entry);
		},
	};
}

export const workspaceFiles: Files = {
	read: async (uri, path) => {
		const document = documentOf(uri);
		const found = document && (await findFile(document, path));
		if (found === undefined) {
			return { code: 'missingFile', detail: path };
		}
		return 'code' in found ? found : readFile(found, path);
	},
	dotenv: uri => dotenvFor(vscode.Uri.parse(uri, true)),
};

/** The document, opened again where VS Code has closed it; undefined where that cannot be. */
export async function reopened(uri: string): Promise<vscode.TextDocument | undefined> {
	const open = documentOf(uri);
	const parsed = vscode.Uri.parse(uri, true);
	// An untitled document that was closed is gone; opening it would make a new one.
	if (open !== undefined || parsed.scheme === 'untitled') {
		return open;
	}
	try {
		return await vscode.workspace.openTextDocument(parsed);
	} catch {
		// The file was deleted or renamed.
		return undefined;
	}
}
