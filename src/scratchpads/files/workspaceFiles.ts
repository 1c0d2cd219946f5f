import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import {
	checkFile,
	type FilePlaces,
	type FoundFile,
	hasLinkOnWindows,
	maxBodySize,
	maxTextSize,
	plainPath,
	realPathWithin,
	tooLarge,
} from '../../disk/fileGate';
import type { FileRefusal } from '../../engine/ports';
import { SizedCache } from '../sizedCache';

/** Bytes that the results of one kind may take together. */
const maxCachedBytes = 50_000_000;

/** Bytes; VS Code tells extensions nothing of larger documents. */
const maxOpenedSize = 50_000_000;

/** What names a file: a document, open or not. */
type Naming = Pick<vscode.TextDocument, 'uri'>;

/**
 * Where the file is that a document names, symbolic links resolved. It has to be in the workspace: a scratchpad may come from anybody, and must not
 * be able to send what lies elsewhere on the machine.
 * @param path from the document's folder; from the workspace's for a document that is not saved yet
 */
export async function findFile(naming: Naming, path: string): Promise<vscode.Uri | FileRefusal> {
	const named = namedFile(naming, path);
	const found =
		named === undefined
			? ({ code: 'fileOutside', detail: path } as const)
			: await checkFile(named, path, maxBodySize, places);
	return 'code' in found ? found : found.place;
}

const places: FilePlaces<vscode.Uri> = {
	isInside: uri => vscode.workspace.getWorkspaceFolder(uri) !== undefined,
	hasRefusedLink: hasLinkOnWindowsDisk,
	stat: async uri => {
		const { type, mtime, size } = await vscode.workspace.fs.stat(uri);
		return { isFile: (type & vscode.FileType.File) !== 0, mtime, size };
	},
	real: realUri,
};

/** Thrown where a text file is not to be read. */
export class FileRefusedError extends Error {
	override readonly name = 'FileRefusedError' as const;

	constructor(readonly refusal: FileRefusal) {
		super(refusal.code);
	}
}

/**
 * What is made of a file's text; read again only when its time of change or its size is another.
 * @param read makes of the text what is kept
 * @param sizeOf what that takes of the memory, in bytes
 * @returns rejects with FileRefusedError
 */
export function cachedByFile<T>(
	read: (text: string) => T,
	sizeOf: (text: string, result: T) => number = text => 2 * text.length,
): (uri: vscode.Uri) => Promise<T> {
	return cachedByBytes(maxTextSize, async (bytes, uri) => {
		const text = await vscode.workspace.decode(bytes, { uri });
		const result = read(text);
		return { result, size: sizeOf(text, result) };
	});
}

/**
 * The same of a file's bytes.
 * @param maxSize of the file, in bytes
 * @param read makes what is kept, and says what that takes of the memory, in bytes
 * @returns rejects with FileRefusedError
 */
export function cachedByBytes<T>(
	maxSize: number,
	read: (bytes: Uint8Array, uri: vscode.Uri) => Promise<{ readonly result: T; readonly size: number }>,
): (uri: vscode.Uri) => Promise<T> {
	const cached = new SizedCache<FoundFile<vscode.Uri> & { readonly result: T }>(maxCachedBytes);
	return async named => {
		const key = named.toString();
		const found = await checkFile(named, named.path, maxSize, places);
		const known = cached.get(key);
		if ('place' in found && known?.place.toString() === found.place.toString()) {
			if (known.mtime === found.mtime && known.size === found.size) {
				return known.result;
			}
		}
		cached.delete(key);
		const bytes = 'place' in found ? await readFile(found.place, named.path, maxSize) : found;
		if ('code' in bytes || 'code' in found) {
			throw new FileRefusedError('code' in bytes ? bytes : { code: 'missingFile', detail: named.path });
		}
		const { result, size } = await read(bytes, named);
		cached.set(key, { ...found, result }, size + 2 * key.length);
		return result;
	};
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
		const real = (await hasLinkOnWindowsDisk(folder)) ? undefined : await realUri(folder);
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

/**
 * Where the file would be that a document names and that is not there: in a folder of the workspace that is there, symbolic links resolved. Undefined
 * where none may be made, as in a workspace that is not trusted.
 */
export async function creatableFile(naming: Naming, path: string): Promise<vscode.Uri | undefined> {
	const named = namedFile(naming, path);
	if (named === undefined || !vscode.workspace.isTrusted) {
		return undefined;
	}
	const folder = vscode.Uri.joinPath(named, '..');
	const name = named.path.slice(named.path.lastIndexOf('/') + 1);
	try {
		const real = (await hasLinkOnWindowsDisk(folder)) ? undefined : await realUri(folder);
		// A link that leads to nothing is there, and would be written through.
		return real === undefined || (await vscode.workspace.fs.readDirectory(real)).some(([other]) => other === name)
			? undefined
			: vscode.Uri.joinPath(real, name);
	} catch {
		// There is no such folder.
		return undefined;
	}
}

/** The URI of what a document names, whether it is there or not; undefined outside of the workspace, by its name. */
export function namedFile({ uri }: Naming, path: string): vscode.Uri | undefined {
	const plain = plainPath(path);
	if (plain === undefined) {
		return undefined;
	}
	const folder =
		uri.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(uri, '..');
	const named = folder && (isAbsolute(plain) ? absoluteUri(folder, plain) : vscode.Uri.joinPath(folder, plain));
	return named !== undefined && vscode.workspace.getWorkspaceFolder(named) !== undefined ? named : undefined;
}

function absoluteUri(folder: vscode.Uri, path: string): vscode.Uri {
	return folder.scheme === 'file' || folder.scheme === 'untitled' ? vscode.Uri.file(path) : folder.with({ path });
}

/** @param uri what `findFile` found */
export async function readFile(
	uri: vscode.Uri,
	path: string,
	maxSize = maxBodySize,
): Promise<Uint8Array | FileRefusal> {
	try {
		const bytes = await vscode.workspace.fs.readFile(uri);
		return bytes.length > maxSize ? tooLarge(path, bytes.length, maxSize) : bytes;
	} catch {
		return { code: 'missingFile', detail: path };
	}
}

/** Undefined where a link leads out of the workspace. Links are followed on disk only; elsewhere none is taken. */
async function realUri(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
	if (uri.scheme !== 'file') {
		return (await hasLink(uri)) ? undefined : uri;
	}
	const folders = (vscode.workspace.workspaceFolders ?? []).filter(folder => folder.uri.scheme === 'file');
	const path = await realPathWithin(
		uri.fsPath,
		folders.map(folder => folder.uri.fsPath),
	);
	return path === undefined ? undefined : vscode.Uri.file(path);
}

async function hasLinkOnWindowsDisk(uri: vscode.Uri): Promise<boolean> {
	const root = vscode.workspace.getWorkspaceFolder(uri)?.uri;
	return uri.scheme === 'file' && root !== undefined && (await hasLinkOnWindows(uri.fsPath, root.fsPath));
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

/** The scratchpads of the workspace, or of a folder of it, by their names: whether one may be read is looked at when it is. */
export function findScratchpads(
	most: number,
	{ folder, token }: { readonly folder?: vscode.Uri; readonly token?: vscode.CancellationToken } = {},
): Thenable<vscode.Uri[]> {
	const pattern = '**/*.flowlu.http';
	const wanted = folder === undefined ? pattern : new vscode.RelativePattern(folder, pattern);
	return vscode.workspace.findFiles(wanted, undefined, most, token);
}

/** A file of the workspace as a document, which is open from then on; undefined where it is no text, or is not to be read. */
export async function openAsDocument(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
	if ('code' in (await checkFile(uri, uri.path, maxOpenedSize, places))) {
		return undefined;
	}
	try {
		return await vscode.workspace.openTextDocument(uri);
	} catch {
		return undefined;
	}
}

/** A file that the user has chosen in a dialog, which may be anywhere. @throws Error where it has more bytes */
export async function readChosenFile(uri: vscode.Uri, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
	const { size } = await vscode.workspace.fs.stat(uri);
	const bytes = size > maxBytes ? undefined : await vscode.workspace.fs.readFile(uri);
	if (bytes === undefined || bytes.length > maxBytes) {
		throw new Error(
			vscode.l10n.t('{0} is larger than {1} MB. Choose a smaller file.', uri.path, String(maxBytes / 1_000_000)),
		);
	}
	return new Uint8Array(bytes);
}

/** The text of a file that the extension brings with it, or has written. */
export async function readOwnFile(uri: vscode.Uri): Promise<string> {
	return new TextDecoder().decode(await readOwnBytes(uri));
}

/** The same for what is no text. */
export async function readOwnBytes(uri: vscode.Uri): Promise<Uint8Array> {
	return vscode.workspace.fs.readFile(uri);
}
