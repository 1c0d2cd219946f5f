import * as vscode from 'vscode';
import {
	definitionIn,
	isLocal,
	isNameFor,
	type NamedSymbol,
	occurrencesOf,
	sharedOccurrences,
	symbolAt,
} from '../../http/aids/symbols';
import type { HttpDocument } from '../../http/document';
import type { LanguageParts } from './languageParts';
import { rangeOf } from './ranges';
import { homeOf, type Occurrences, occurrencesEverywhere } from './sharedNames';

/** A cursor in a parsed document. */
export interface At {
	readonly document: vscode.TextDocument;
	readonly parsed: HttpDocument;
	readonly offset: number;
}

/** Where the variable or the request under the cursor is defined: here, in a document that is imported, or in a file of environments. */
export async function definitionAt(
	{ document, parsed, offset }: At,
	parts: LanguageParts,
): Promise<vscode.Location | undefined> {
	const symbol = symbolAt(parsed, offset);
	if (symbol === undefined) {
		return undefined;
	}
	const home = isLocal(parsed, symbol) ? document : await homeOf(document, symbol, parts);
	const places =
		home === document ? occurrencesOf(parsed, symbol) : sharedOccurrences(parts.parsedDocument(home), symbol);
	const definition = definitionIn(places);
	if (definition !== undefined) {
		return new vscode.Location(home.uri, rangeOf(home, definition.span));
	}
	return symbol.kind === 'variable' ? parts.environmentDefinition(document, symbol.name) : undefined;
}

export async function referencesAt(
	at: At,
	{ includeDeclaration }: vscode.ReferenceContext,
	parts: LanguageParts,
	token: vscode.CancellationToken,
): Promise<vscode.Location[]> {
	const symbol = symbolAt(at.parsed, at.offset);
	const everywhere = symbol === undefined ? [] : await occurrencesEverywhere(at.document, symbol, parts, token);
	return everywhere.flatMap(({ document, places }) =>
		places
			.filter(({ isDefinition }) => includeDeclaration || !isDefinition)
			.map(({ span }) => new vscode.Location(document.uri, rangeOf(document, span))),
	);
}

export function highlightsAt({ document, parsed, offset }: At): vscode.DocumentHighlight[] {
	const symbol = symbolAt(parsed, offset);
	const places = symbol === undefined ? [] : occurrencesOf(parsed, symbol);
	return places.map(({ span, isDefinition }) => {
		const kind = isDefinition ? vscode.DocumentHighlightKind.Write : vscode.DocumentHighlightKind.Read;
		return new vscode.DocumentHighlight(rangeOf(document, span), kind);
	});
}

/** The name that would be renamed. @throws Error in the user's words where there is none */
export function renamedAt({ document, parsed, offset }: At): vscode.Range {
	return rangeOf(document, renamableAt(parsed, offset).span);
}

/** In all documents of the workspace that mean the same by the name. @throws Error in the user's words where the new one is of no use */
export async function renameAt(
	{ document, parsed, offset }: At,
	name: string,
	parts: LanguageParts,
	token: vscode.CancellationToken,
): Promise<vscode.WorkspaceEdit> {
	const symbol = renamableAt(parsed, offset);
	if (!isNameFor(symbol, name)) {
		throw new Error(vscode.l10n.t('{0} is no name: write letters, digits, - and _.', name));
	}
	const everywhere = await occurrencesEverywhere(document, symbol, parts, token);
	if (name !== symbol.name && everywhere.some(isTaken({ ...symbol, name }, parts))) {
		throw new Error(vscode.l10n.t('The name {0} is there already, and would then mean both.', name));
	}
	const edit = new vscode.WorkspaceEdit();
	for (const { document: touched, places } of everywhere) {
		for (const { span } of places) {
			edit.replace(touched.uri, rangeOf(touched, span), name);
		}
	}
	return edit;
}

function isTaken(wanted: NamedSymbol, parts: LanguageParts): (occurrences: Occurrences) => boolean {
	return ({ document }) => {
		const parsed = parts.parsedDocument(document);
		const isKnown = wanted.kind === 'variable' && parsed.variableTable.has(wanted.name);
		return isKnown || sharedOccurrences(parsed, wanted).length > 0;
	};
}

function renamableAt(parsed: HttpDocument, offset: number): NamedSymbol {
	const symbol = symbolAt(parsed, offset);
	// Dynamic variables have no other name, and an expression is none.
	if (symbol === undefined || !isNameFor(symbol, symbol.name)) {
		throw new Error(vscode.l10n.t('Only variables and names of requests can be renamed.'));
	}
	// Other documents and other environments have it too.
	if (symbol.kind === 'variable' && parsed.variableTable.get(symbol.name)?.environment !== undefined) {
		throw new Error(vscode.l10n.t('{0} is a variable of an environment: rename it in its file.', symbol.name));
	}
	return symbol;
}
