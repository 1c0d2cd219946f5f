import type * as vscode from 'vscode';
import { type Problem, problemAt } from '../../http/problem';
import type { FilePath } from '../../http/build/request';
import { findFile, readFile } from '../../scratchpads/workspaceFiles';

/** By the paths as they are written. */
export type BodyFiles =
	| { readonly ok: true; readonly files: ReadonlyMap<string, Uint8Array> }
	| { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads the files of a body, one after the other. Only for trusted workspaces. */
export async function readBodyFiles(document: vscode.TextDocument, paths: readonly FilePath[]): Promise<BodyFiles> {
	const files = new Map<string, Uint8Array>();
	const problems: Problem[] = [];
	for (const { path, span } of paths) {
		const found = await findFile(document, path);
		const read = 'code' in found ? found : await readFile(found, path);
		if (read instanceof Uint8Array) {
			files.set(path, read);
		} else {
			problems.push(problemAt(read.code, span, read.detail));
		}
	}
	return problems.length > 0 ? { ok: false, problems } : { ok: true, files };
}
