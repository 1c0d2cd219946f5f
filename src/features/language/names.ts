import * as vscode from 'vscode';
import { definitionOf, isNameFor, type NamedSymbol, occurrencesOf, symbolAt } from '../../http/aids/symbols';
import type { HttpDocument } from '../../http/document';
import { rangeOf } from './ranges';

/** A cursor in a parsed document. */
export interface At {
	readonly document: vscode.TextDocument;
	readonly parsed: HttpDocument;
	readonly offset: number;
}

/** Where the variable or the request under the cursor is defined. */
export function definitionAt({ document, parsed, offset }: At): vscode.Location | undefined {
	const symbol = symbolAt(parsed, offset);
	const definition = symbol && definitionOf(parsed, symbol);
	return definition && new vscode.Location(document.uri, rangeOf(document, definition.span));
}

export function referencesAt(at: At, { includeDeclaration }: vscode.ReferenceContext): vscode.Location[] {
	return occurrencesAt(at)
		.filter(({ isDefinition }) => includeDeclaration || !isDefinition)
		.map(({ span }) => new vscode.Location(at.document.uri, rangeOf(at.document, span)));
}

export function highlightsAt(at: At): vscode.DocumentHighlight[] {
	return occurrencesAt(at).map(({ span, isDefinition }) => {
		const kind = isDefinition ? vscode.DocumentHighlightKind.Write : vscode.DocumentHighlightKind.Read;
		return new vscode.DocumentHighlight(rangeOf(at.document, span), kind);
	});
}

/** The name that would be renamed. @throws Error in the user's words where there is none */
export function renamedAt({ document, parsed, offset }: At): vscode.Range {
	return rangeOf(document, renamableAt(parsed, offset).span);
}

/** @throws Error in the user's words where the name is of no use */
export function renameAt({ document, parsed, offset }: At, name: string): vscode.WorkspaceEdit {
	const symbol = renamableAt(parsed, offset);
	if (!isNameFor(symbol, name)) {
		throw new Error(vscode.l10n.t('{0} is no name: write letters, digits, - and _.', name));
	}
	if (name !== symbol.name && occurrencesOf(parsed, { ...symbol, name }).length > 0) {
		throw new Error(vscode.l10n.t('The name {0} is there already, and would then mean both.', name));
	}
	const edit = new vscode.WorkspaceEdit();
	for (const { span } of occurrencesOf(parsed, symbol)) {
		edit.replace(document.uri, rangeOf(document, span), name);
	}
	return edit;
}

function renamableAt(parsed: HttpDocument, offset: number): NamedSymbol {
	const symbol = symbolAt(parsed, offset);
	// Dynamic variables have no other name, and an expression is none.
	if (symbol === undefined || !isNameFor(symbol, symbol.name)) {
		throw new Error(vscode.l10n.t('Only variables and names of requests can be renamed.'));
	}
	return symbol;
}

function occurrencesAt({ parsed, offset }: At): readonly NamedSymbol[] {
	const symbol = symbolAt(parsed, offset);
	return symbol === undefined ? [] : occurrencesOf(parsed, symbol);
}
