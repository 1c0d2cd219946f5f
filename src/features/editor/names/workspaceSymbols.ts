import * as vscode from 'vscode';
import { outlinedRequests } from '../../../http/service/outline';
import type { HttpDocument } from '../../../http/document/document';
import { languageId } from '../../../scratchpads/languageId';
import { parsedDocument, parsedFile } from '../../../scratchpads/parsedDocuments';

/** Files that are searched. */
const maxFiles = 500;

/** Requests of all scratchpads of the workspace, by title and name. A file is read again only when it has changed. */
export async function workspaceSymbols(
	query: string,
	token: vscode.CancellationToken,
): Promise<vscode.SymbolInformation[]> {
	const open = vscode.workspace.textDocuments.filter(document => document.languageId === languageId);
	const symbols = open.flatMap(document => symbolsIn(document.uri, parsedDocument(document), query));
	const known = new Set(open.map(({ uri }) => uri.toString()));
	for (const uri of await vscode.workspace.findFiles('**/*.flowlu.http', undefined, maxFiles, token)) {
		if (token.isCancellationRequested) {
			return [];
		}
		const parsed = known.has(uri.toString()) ? undefined : await parsedIfReadable(uri);
		symbols.push(...(parsed === undefined ? [] : symbolsIn(uri, parsed, query)));
	}
	return symbols;
}

/** Undefined for a file that is too large or a link out of the workspace, or went away since it was found. */
async function parsedIfReadable(uri: vscode.Uri): Promise<HttpDocument | undefined> {
	try {
		return await parsedFile(uri);
	} catch {
		return undefined;
	}
}

/** VS Code sorts and marks what fits best; this leaves out what does not fit at all. */
function symbolsIn(uri: vscode.Uri, parsed: HttpDocument, query: string): vscode.SymbolInformation[] {
	const wanted = query.toLowerCase();
	return outlinedRequests(parsed.blocks)
		.filter(({ label, block }) => isSubsequence(wanted, `${label} ${block.name ?? ''}`.toLowerCase()))
		.map(({ label, detail, block }) => {
			const place = new vscode.Location(uri, new vscode.Position(block.lines.request, 0));
			return new vscode.SymbolInformation(label, vscode.SymbolKind.Method, detail, place);
		});
}

function isSubsequence(wanted: string, text: string): boolean {
	let at = 0;
	for (const character of wanted) {
		at = text.indexOf(character, at) + 1;
		if (at === 0) {
			return false;
		}
	}
	return true;
}
