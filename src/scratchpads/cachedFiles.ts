import * as vscode from 'vscode';
import type { HttpDocument } from '../http/document/document';
import { parseDocument } from '../http/document/parse';
import { fileOutline, type OutlinedLine, parsedSize } from '../http/service/fileOutline';
import { SizedCache } from './sizedCache';

/** What is made of a file's text. Rejects where it cannot be read. */
type ReadFile<T> = (uri: vscode.Uri) => Promise<T>;

/** Bytes that the results of one kind may take together. */
const maxBytes = 50_000_000;

interface CachedFile<T> {
	readonly mtime: number;
	readonly size: number;
	readonly result: T;
}

/**
 * Reads a file again only when its time of change or its size is another.
 * @param read makes of the text what is kept
 * @param sizeOf what that takes of the memory, in bytes
 */
export function cachedByFile<T>(
	read: (text: string) => T,
	sizeOf: (text: string, result: T) => number = text => 2 * text.length,
): ReadFile<T> {
	const cached = new SizedCache<CachedFile<T>>(maxBytes);
	return async uri => {
		const key = uri.toString();
		try {
			const { mtime, size } = await vscode.workspace.fs.stat(uri);
			const known = cached.get(key);
			if (known?.mtime === mtime && known.size === size) {
				return known.result;
			}
			const bytes = await vscode.workspace.fs.readFile(uri);
			const text = await vscode.workspace.decode(bytes, { uri });
			const result = read(text);
			cached.set(key, { mtime, size, result }, sizeOf(text, result) + 2 * key.length);
			return result;
		} catch (error) {
			cached.delete(key);
			throw error;
		}
	};
}

/** The parsed text of a scratchpad on disk, which is not opened for it. */
export const parsedFile: ReadFile<HttpDocument> = cachedByFile(parseDocument, parsedSize);

/** The requests of a scratchpad on disk, without its text. */
export const outlinedFile: ReadFile<readonly OutlinedLine[]> = cachedByFile(
	fileOutline,
	(_, { length }) => length * 500,
);
