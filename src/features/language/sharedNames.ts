import type * as vscode from 'vscode';
import { definitionIn, isLocal, type NamedSymbol, occurrencesOf, sharedOccurrences } from '../../http/aids/symbols';
import type { LanguageParts } from './languageParts';
import { scratchpadsThatMention } from './scratchpadFiles';

/** Where a symbol stands in one document. */
export interface Occurrences {
	readonly document: vscode.TextDocument;
	readonly places: readonly NamedSymbol[];
}

/** The document whose definition counts for a name in the document: its own, else that of the first import that has one. */
export async function homeOf(
	document: vscode.TextDocument,
	symbol: NamedSymbol,
	parts: LanguageParts,
): Promise<vscode.TextDocument> {
	for (const candidate of [document, ...(await parts.importedDocuments(document))]) {
		if (definitionIn(sharedOccurrences(parts.parsedDocument(candidate), symbol)) !== undefined) {
			return candidate;
		}
	}
	return document;
}

/** All documents of the workspace in which the name means the same as in the document, with the places where it stands. */
export async function occurrencesEverywhere(
	document: vscode.TextDocument,
	symbol: NamedSymbol,
	parts: LanguageParts,
	token: vscode.CancellationToken,
): Promise<readonly Occurrences[]> {
	const parsed = parts.parsedDocument(document);
	if (isLocal(parsed, symbol)) {
		return [{ document, places: occurrencesOf(parsed, symbol) }];
	}
	const home = await homeOf(document, symbol, parts);
	const others = await scratchpadsThatMention(symbol.name, parts, token);
	const found: Occurrences[] = [];
	for (const other of new Set([home, document, ...others])) {
		if (other === home || (await homeOf(other, symbol, parts)) === home) {
			found.push({ document: other, places: sharedOccurrences(parts.parsedDocument(other), symbol) });
		}
	}
	return found;
}
