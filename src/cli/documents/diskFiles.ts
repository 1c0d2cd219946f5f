import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
	checkFile,
	type FilePlaces,
	hasLinkOnWindows,
	isWithin,
	maxBodySize,
	maxTextSize,
	plainPath,
	realPathWithin,
	tooLarge,
} from '../../disk/fileGate';
import { type EnvironmentFilesAround, dotenvAround, environmentFilesAround } from '../../disk/surroundingFiles';
import type { FileRefusal } from '../../engine/ports';
import { readDotenv } from '../../http/build/dotenv';
import { readEnvironments } from '../../http/build/environment';

/** The files that a document may name: those of one folder and what is below it, whatever links there say. */
export interface DiskFiles {
	/** @param path as the document has it: from its folder, or absolute */
	readText(document: string, path: string): Promise<{ readonly path: string; readonly text: string } | FileRefusal>;
	readBytes(document: string, path: string): Promise<Uint8Array | FileRefusal>;
	environmentFiles(document: string): Promise<EnvironmentFilesAround<string>>;
	dotenv(document: string): Promise<ReadonlyMap<string, string>>;
}

/** @param root absolute; nothing outside of it is read */
export function diskFiles(root: string): DiskFiles {
	const places: FilePlaces<string> = {
		isInside: path => isWithin(path, root),
		hasRefusedLink: path => hasLinkOnWindows(path, root),
		stat: async path => {
			const stats = await stat(path);
			return { isFile: stats.isFile(), mtime: stats.mtimeMs, size: stats.size };
		},
		real: path => realPathWithin(path, [root]),
	};

	async function read(
		named: string,
		path: string,
		maxSize: number,
	): Promise<{ readonly path: string; readonly bytes: Uint8Array } | FileRefusal> {
		const found = await checkFile(named, path, maxSize, places);
		if ('code' in found) {
			return found;
		}
		try {
			const bytes = await readFile(found.place);
			return bytes.length > maxSize ? tooLarge(path, bytes.length, maxSize) : { path: found.place, bytes };
		} catch {
			return { code: 'missingFile', detail: path };
		}
	}

	async function readOf(document: string, path: string, maxSize: number): ReturnType<typeof read> {
		const plain = plainPath(path);
		return plain === undefined
			? { code: 'fileOutside', detail: path }
			: read(resolve(dirname(document), plain), path, maxSize);
	}

	/** A text beside or above a document: undefined where there is none; it has no text where it is not to be read. */
	async function textIn(folder: string, name: string): Promise<{ readonly text: string | undefined } | undefined> {
		const path = join(folder, name);
		const found = await read(path, path, maxTextSize);
		if (!('code' in found)) {
			return { text: textOf(found.bytes) };
		}
		return found.code === 'missingFile' ? undefined : { text: undefined };
	}

	/** The document's first, the root last. */
	function foldersAbove(document: string): readonly string[] {
		const folders: string[] = [];
		for (let folder = dirname(document); isWithin(folder, root); folder = dirname(folder)) {
			folders.push(folder);
			if (folder === dirname(folder)) {
				break;
			}
		}
		return folders;
	}

	return {
		readText: async (document, path) => {
			const found = await readOf(document, path, maxTextSize);
			if ('code' in found) {
				return found;
			}
			const text = textOf(found.bytes);
			return text === undefined ? { code: 'missingFile', detail: path } : { path: found.path, text };
		},
		readBytes: async (document, path) => {
			const found = await readOf(document, path, maxBodySize);
			return 'code' in found ? found : found.bytes;
		},
		environmentFiles: document =>
			environmentFilesAround(foldersAbove(document), async (folder, name) => {
				const found = await textIn(folder, name);
				return found && { uri: join(folder, name), environments: readEnvironments(found.text ?? '') };
			}),
		dotenv: document =>
			dotenvAround(foldersAbove(document), async (folder, name) => {
				const found = await textIn(folder, name);
				return found && (found.text === undefined ? 'unreadable' : readDotenv(found.text));
			}),
	};
}

/** Without a byte order mark; undefined where the bytes are no UTF-8. */
export function textOf(bytes: Uint8Array): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}
