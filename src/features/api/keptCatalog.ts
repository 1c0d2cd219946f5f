import * as vscode from 'vscode';
import type { LoadedCatalog } from '../../catalog/catalogSource';
import { readOwnFile } from '../../scratchpads/files/workspaceFiles';
import { yieldToEventLoop } from '../../ui/yieldToEventLoop';

/** The catalog of the user's as it is kept in the extension's own storage; undefined where there is none. @throws Error where it cannot be read */
export async function readKeptCatalog(storage: vscode.Uri): Promise<LoadedCatalog | undefined> {
	let text: string;
	try {
		text = await readOwnFile(fileIn(storage));
	} catch (error) {
		if (isMissing(error)) {
			return undefined;
		}
		throw error;
	}
	const kept: unknown = JSON.parse(text);
	// What is made of it takes about as long again.
	await yieldToEventLoop();
	if (typeof kept !== 'object' || kept === null || !('catalog' in kept) || !('file' in kept)) {
		throw new Error('What is kept of the loaded catalog is incomplete.');
	}
	const { file, catalog } = kept;
	const name = typeof file === 'object' && file !== null && 'name' in file ? file.name : undefined;
	return { file: { name: typeof name === 'string' ? name : '' }, catalog };
}

export async function keepCatalog(storage: vscode.Uri, json: Uint8Array): Promise<void> {
	await vscode.workspace.fs.createDirectory(storage);
	await vscode.workspace.fs.writeFile(fileIn(storage), json);
}

/** @returns whether there was one */
export async function removeKeptCatalog(storage: vscode.Uri): Promise<boolean> {
	try {
		await vscode.workspace.fs.delete(fileIn(storage));
		return true;
	} catch (error) {
		if (isMissing(error)) {
			return false;
		}
		throw error;
	}
}

function isMissing(error: unknown): boolean {
	return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
}

function fileIn(storage: vscode.Uri): vscode.Uri {
	return vscode.Uri.joinPath(storage, 'catalog.json');
}
