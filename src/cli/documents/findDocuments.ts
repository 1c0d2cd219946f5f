import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { isWithin, maxTextSize } from '../../disk/fileGate';
import { textOf } from './diskFiles';

/** A document that is to be run. */
export interface FoundDocument {
	/** Absolute, without links. */
	readonly path: string;
	/** What it may read files of: the current folder where the document is below it, else its own. */
	readonly root: string;
	readonly text: string;
}

/** Why what was named is no document; `path` is as it was named. */
export interface UnfoundDocument {
	readonly path: string;
	readonly because: 'missing' | 'empty' | 'tooLarge' | 'notText';
}

/** The documents of files and folders, each once, in the order in which they are named; those of a folder are its `*.flowlu.http` by their names. */
export async function findDocuments(
	named: readonly string[],
	currentFolder: string,
): Promise<{ readonly found: readonly FoundDocument[]; readonly unfound: readonly UnfoundDocument[] }> {
	const cwd = await realpath(currentFolder);
	const found = new Map<string, FoundDocument>();
	const unfound: UnfoundDocument[] = [];
	for (const path of named) {
		const documents = await documentsAt(path, cwd);
		if (documents.length === 0) {
			unfound.push({ path, because: 'empty' });
		}
		for (const document of documents) {
			if ('because' in document) {
				unfound.push(document);
			} else if (!found.has(document.path)) {
				found.set(document.path, document);
			}
		}
	}
	return { found: [...found.values()], unfound };
}

async function documentsAt(path: string, cwd: string): Promise<readonly (FoundDocument | UnfoundDocument)[]> {
	try {
		const real = await realpath(resolve(cwd, path));
		const isFolder = (await stat(real)).isDirectory();
		const files = isFolder ? await documentsBelow(real) : [real];
		return await Promise.all(files.map(file => documentAt(file, isFolder ? relative(cwd, file) : path, cwd)));
	} catch {
		return [{ path, because: 'missing' }];
	}
}

async function documentsBelow(folder: string): Promise<readonly string[]> {
	const entries = await readdir(folder, { withFileTypes: true });
	const found: string[] = [];
	for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
		const path = join(folder, entry.name);
		if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules') {
			for (const below of await documentsBelow(path)) {
				found.push(below);
			}
		} else if (entry.isFile() && entry.name.endsWith('.flowlu.http')) {
			// Where a link leads is nobody's choice.
			found.push(path);
		}
	}
	return found;
}

async function documentAt(path: string, name: string, cwd: string): Promise<FoundDocument | UnfoundDocument> {
	const stats = await stat(path);
	if (!stats.isFile() || stats.size > maxTextSize) {
		return { path: name, because: stats.isFile() ? 'tooLarge' : 'missing' };
	}
	const text = textOf(await readFile(path));
	return text === undefined
		? { path: name, because: 'notText' }
		: { path, root: isWithin(path, cwd) ? cwd : dirname(path), text };
}
