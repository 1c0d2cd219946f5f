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
	readonly because: 'missing' | 'unreadable' | 'empty' | 'tooLarge' | 'notText';
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

type Documents = readonly (FoundDocument | UnfoundDocument)[];

function documentsAt(path: string, cwd: string): Promise<Documents> {
	return orUnfound(path, async () => {
		const real = await realpath(resolve(cwd, path));
		return (await stat(real)).isDirectory() ? documentsBelow(real, cwd) : documentAt(real, path, cwd);
	});
}

async function documentsBelow(folder: string, cwd: string): Promise<Documents> {
	const entries = await readdir(folder, { withFileTypes: true });
	const found: Documents[] = [];
	for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
		const path = join(folder, entry.name);
		const name = relative(cwd, path);
		if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules') {
			found.push(await orUnfound(name, () => documentsBelow(path, cwd)));
		} else if (entry.isFile() && entry.name.endsWith('.flowlu.http')) {
			// Where a link leads is nobody's choice.
			found.push(await orUnfound(name, () => documentAt(path, name, cwd)));
		}
	}
	return found.flat();
}

async function documentAt(path: string, name: string, cwd: string): Promise<Documents> {
	const stats = await stat(path);
	if (!stats.isFile() || stats.size > maxTextSize) {
		return [{ path: name, because: stats.isFile() ? 'tooLarge' : 'missing' }];
	}
	const text = textOf(await readFile(path));
	return text === undefined
		? [{ path: name, because: 'notText' }]
		: [{ path, root: isWithin(path, cwd) ? cwd : dirname(path), text }];
}

/** What cannot be read goes by its own name, not by that of the folder in which it was found. */
async function orUnfound(path: string, read: () => Promise<Documents>): Promise<Documents> {
	try {
		return await read();
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : undefined;
		const isMissing = code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG';
		return [{ path, because: isMissing ? 'missing' : 'unreadable' }];
	}
}
