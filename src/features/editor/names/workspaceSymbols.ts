import * as vscode from 'vscode';
import type { ShownText } from '../../../net/redaction/shownText';
import { workspaceSymbol } from '../../../ui/shown';
import { outlineOf, type OutlinedLine } from '../../../http/service/fileOutline';
import { findScratchpads } from '../../../scratchpads/files/workspaceFiles';
import { languageId } from '../../../scratchpads/languageId';
import { type FileOutline, outlinedFile, parsedDocument } from '../../../scratchpads/parsedDocuments';

/** Files that are searched, and UTF-16 code units of all together. */
const maxFiles = 500;
const maxTotalSize = 25_000_000;

/** More than anybody scrolls through. */
const maxSymbols = 5000;

/** Requests of all scratchpads of the workspace, by title and name. A file is read again only when it has changed. */
export async function workspaceSymbols(
	query: string,
	token: vscode.CancellationToken,
	redact: (text: string) => ShownText,
): Promise<vscode.SymbolInformation[]> {
	const open = vscode.workspace.textDocuments.filter(document => document.languageId === languageId);
	const symbols = open.flatMap(document =>
		symbolsIn(document.uri, outlineOf(parsedDocument(document).blocks), query, redact),
	);
	const known = new Set(open.map(({ uri }) => uri.toString()));
	let left = maxTotalSize;
	for (const uri of await findScratchpads(maxFiles, { token })) {
		if (token.isCancellationRequested) {
			return [];
		}
		if (known.has(uri.toString())) {
			continue;
		}
		const { size, outline } = await outlineIfReadable(uri);
		left -= size;
		for (const symbol of symbolsIn(uri, outline, query, redact)) {
			symbols.push(symbol);
		}
		if (symbols.length >= maxSymbols || left < 0) {
			break;
		}
	}
	return symbols.slice(0, maxSymbols);
}

/** Empty for a file that is too large or a link out of the workspace, or went away since it was found. */
async function outlineIfReadable(uri: vscode.Uri): Promise<FileOutline> {
	try {
		return await outlinedFile(uri);
	} catch {
		return { size: 0, outline: [] };
	}
}

/** VS Code sorts and marks what fits best; this leaves out what does not fit at all. */
function symbolsIn(
	uri: vscode.Uri,
	outline: readonly OutlinedLine[],
	query: string,
	redact: (text: string) => ShownText,
): vscode.SymbolInformation[] {
	const wanted = query.toLowerCase();
	return outline
		.filter(({ label, name }) => isSubsequence(wanted, `${label} ${name}`.toLowerCase()))
		.map(({ label, detail, line }) => {
			const place = new vscode.Location(uri, new vscode.Position(line, 0));
			return workspaceSymbol({ label: redact(label), detail: redact(detail) }, place);
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
