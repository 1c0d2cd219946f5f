import { realpath } from 'node:fs/promises';
import { relative, isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import type { FileRefusal } from '../engine/ports';
import { formatBytes } from '../ui/messages/units';

/** Bytes; a body is held in memory more than once while it is sent. */
const maxFileSize = 20_000_000;

/** What names a file: a document, open or not. */
type Naming = Pick<vscode.TextDocument, 'uri'>;

/**
 * Where the file is that a document names, symbolic links resolved. It has to be in the workspace: a scratchpad may come from anybody, and must not
 * be able to send what lies elsewhere on the machine.
 * @param path from the document's folder; from the workspace's for a document that is not saved yet
 */
export async function findFile(naming: Naming, path: string): Promise<vscode.Uri | FileRefusal> {
	const named = namedFile(naming, path);
	return named === undefined ? { code: 'fileOutside', detail: path } : checkFile(named, path);
}

/** The file itself, symbolic links resolved, if it is in the workspace and not too large. @param path to name it by */
export async function checkFile(named: vscode.Uri, path: string): Promise<vscode.Uri | FileRefusal> {
	try {
		const { type, size } = await vscode.workspace.fs.stat(named);
		if ((type & vscode.FileType.File) === 0) {
			return { code: 'missingFile', detail: path };
		}
		const real = await realUri(named);
		if (real === undefined) {
			return { code: 'fileOutside', detail: path };
		}
		return size > maxFileSize ? tooLarge(path, size) : real;
	} catch {
		return { code: 'missingFile', detail: path };
	}
}

/** A file or folder of the workspace. */
export interface Entry {
	readonly name: string;
	readonly isFolder: boolean;
}

/** More than anybody reads. */
const maxEntries = 1000;

/** What is in a folder of the workspace, by its path as `findFile` takes it; `..` where that is one, too. Nothing where the workspace is not trusted. */
export async function entriesOf(document: vscode.TextDocument, path: string): Promise<readonly Entry[]> {
	const folder = namedFile(document, path);
	if (folder === undefined || !vscode.workspace.isTrusted) {
		return [];
	}
	try {
		const real = await realUri(folder);
		if (real === undefined) {
			return [];
		}
		const found = await vscode.workspace.fs.readDirectory(real);
		const above = vscode.Uri.joinPath(folder, '..');
		const up = vscode.workspace.getWorkspaceFolder(above) === undefined ? [] : [{ name: '..', isFolder: true }];
		return [
			...up,
			...found
				// Where a link leads is looked at when it is followed.
				.filter(([, type]) => (type & vscode.FileType.SymbolicLink) === 0)
				.map(([name, type]) => ({ name, isFolder: type === vscode.FileType.Directory }))
				.slice(0, maxEntries),
		];
	} catch {
		// There is no such folder.
		return [];
	}
}

/** The URI of what a document names, whether it is there or not; undefined outside of the workspace, by its name. */
export function namedFile({ uri }: Naming, path: string): vscode.Uri | undefined {
	const folder =
		uri.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(uri, '..');
	const named = folder && (isAbsolute(path) ? absoluteUri(folder, path) : vscode.Uri.joinPath(folder, path));
	return named !== undefined && vscode.workspace.getWorkspaceFolder(named) !== undefined ? named : undefined;
}

function absoluteUri(folder: vscode.Uri, path: string): vscode.Uri {
	return folder.scheme === 'file' || folder.scheme === 'untitled' ? vscode.Uri.file(path) : folder.with({ path });
}

/** @param uri what `findFile` found */
export async function readFile(uri: vscode.Uri, path: string): Promise<Uint8Array | FileRefusal> {
	try {
		const bytes = await vscode.workspace.fs.readFile(uri);
		return bytes.length > maxFileSize ? tooLarge(path, bytes.length) : bytes;
	} catch {
		return { code: 'missingFile', detail: path };
	}
}

function tooLarge(path: string, size: number): FileRefusal {
	const detail = vscode.l10n.t(
		'{0} is {1}; a body can be {2} at most',
		path,
		formatBytes(size),
		formatBytes(maxFileSize),
	);
	return { code: 'fileTooLarge', detail };
}

/** Undefined where a link leads out of the workspace. Links are followed on disk only; elsewhere none is taken. */
async function realUri(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
	if (uri.scheme !== 'file') {
		return (await hasLink(uri)) ? undefined : uri;
	}
	const path = await realpath(uri.fsPath);
	const folders = (vscode.workspace.workspaceFolders ?? []).filter(folder => folder.uri.scheme === 'file');
	const roots = await Promise.all(folders.map(folder => realpath(folder.uri.fsPath)));
	return roots.some(root => isWithin(path, root)) ? vscode.Uri.file(path) : undefined;
}

function isWithin(path: string, folder: string): boolean {
	const way = relative(folder, path);
	return !/^\.\.(?:[/\\]|$)/u.test(way) && !isAbsolute(way);
}

async function hasLink(uri: vscode.Uri): Promise<boolean> {
	const root = vscode.workspace.getWorkspaceFolder(uri)?.uri;
	for (let place = uri; root !== undefined && place.path.length > root.path.length;) {
		if (((await vscode.workspace.fs.stat(place)).type & vscode.FileType.SymbolicLink) !== 0) {
			return true;
		}
		place = vscode.Uri.joinPath(place, '..');
	}
	return false;
}
