import * as vscode from 'vscode';
import type { HttpDocument } from '../http/document/document';
import { parseDocument } from '../http/document/parse';

/** What is made of a file's text. Rejects where it cannot be read. */
type ReadFile<T> = (uri: vscode.Uri) => Promise<T>;

/** Reads a file again only when its time of change or its size is another. @param read makes of the text what is kept */
export function cachedByFile<T>(read: (text: string) => T): ReadFile<T> {
	const cached = new Map<string, { readonly mtime: number; readonly size: number; readonly result: T }>();
	return async uri => {
		const key = uri.toString();
		try {
			const { mtime, size } = await vscode.workspace.fs.stat(uri);
			const known = cached.get(key);
			if (known?.mtime === mtime && known.size === size) {
				return known.result;
			}
			const bytes = await vscode.workspace.fs.readFile(uri);
			const result = read(await vscode.workspace.decode(bytes, { uri }));
			cached.set(key, { mtime, size, result });
			return result;
		} catch (error) {
			cached.delete(key);
			throw error;
		}
	};
}

/** The parsed text of a scratchpad on disk, which is not opened for it. */
export const parsedFile: ReadFile<HttpDocument> = cachedByFile(parseDocument);
