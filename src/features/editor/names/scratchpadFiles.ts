import * as vscode from 'vscode';
import { findScratchpads, openAsDocument } from '../../../scratchpads/files/workspaceFiles';
import { languageId } from '../../../scratchpads/languageId';
import { parsedFile } from '../../../scratchpads/parsedDocuments';

/** Files of the workspace that are looked into. */
const maxFiles = 500;

/** The scratchpads of the workspace that are open or mention a name beside an `import` or a `run`; what else they mention is their own. */
export async function scratchpadsThatMention(
	name: string,
	token: vscode.CancellationToken,
): Promise<readonly vscode.TextDocument[]> {
	const open = vscode.workspace.textDocuments.filter(document => document.languageId === languageId);
	const known = new Set(open.map(({ uri }) => uri.toString()));
	const found = open.filter(document => document.getText().includes(name));
	for (const uri of await findScratchpads(maxFiles, { token })) {
		if (token.isCancellationRequested) {
			return [];
		}
		if (!known.has(uri.toString()) && (await mentions(uri, name))) {
			const document = await openAsDocument(uri);
			if (document !== undefined) {
				found.push(document);
			}
		}
	}
	return found;
}

async function mentions(uri: vscode.Uri, name: string): Promise<boolean> {
	try {
		const { text } = await parsedFile(uri);
		return text.includes(name) && /import|run/iu.test(text);
	} catch {
		// It went away since it was found, or is not to be read.
		return false;
	}
}
