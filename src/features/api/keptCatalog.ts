import * as vscode from 'vscode';
import type { LoadedCatalog } from '../../catalog/catalogSource';
import { readOwnBytes } from '../../scratchpads/files/workspaceFiles';
import { unpackCatalog } from './keptForm';

/** The catalog of the user's as it is kept in the extension's own storage; undefined where there is none. @throws Error where it cannot be read */
export async function readKeptCatalog(storage: vscode.Uri): Promise<LoadedCatalog | undefined> {
	let packed: Uint8Array;
	try {
		packed = await readOwnBytes(fileIn(storage));
	} catch (error) {
		if (isMissing(error)) {
			return undefined;
		}
		throw error;
	}
	return unpackCatalog(packed);
}

export async function keepCatalog(storage: vscode.Uri, packed: Uint8Array): Promise<void> {
	await vscode.workspace.fs.createDirectory(storage);
	await vscode.workspace.fs.writeFile(fileIn(storage), packed);
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
	return vscode.Uri.joinPath(storage, 'catalog.json.gz');
}
