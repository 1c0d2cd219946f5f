import * as vscode from 'vscode';
import { guarded } from '../../ui/guarded';
import { completionItems } from './completion';
import { documentLinks } from './documentLinks';
import { documentSymbols } from './documentSymbols';
import { FileDropEditProvider } from './fileDrop';
import { formattingEdits } from './formattingEdits';
import { hoverAt } from './hover';
import type { LanguageParts } from './languageParts';
import { type At, definitionAt, highlightsAt, referencesAt, renameAt, renamedAt } from './names';
import { quickFixes } from './quickFixes';
import { quietly } from './quietly';
import { selectionRanges } from './selectionRanges';
import { semanticLegend, semanticTokensIn } from './semanticTokens';
import { WorkspaceSymbols } from './workspaceSymbols';

/** Registers what VS Code asks of a language. */
export function registerAids(parts: LanguageParts): vscode.Disposable {
	const { languageId, log } = parts;
	const { languages } = vscode;
	function at(document: vscode.TextDocument, position: vscode.Position): At {
		return { document, parsed: parts.parsedDocument(document), offset: document.offsetAt(position) };
	}
	return vscode.Disposable.from(
		languages.registerCompletionItemProvider(
			languageId,
			{
				provideCompletionItems: (document, position, token) =>
					quietly(log, token, () => completionItems(document, position, parts)),
			},
			...['@', '{', '$', '/', '?', '&', '"', ' ', '.', '[', '#'],
		),
		languages.registerHoverProvider(languageId, {
			provideHover: (document, position, token) => quietly(log, token, () => hoverAt(document, position, parts)),
		}),
		languages.registerDocumentSymbolProvider(languageId, {
			provideDocumentSymbols: (document, token) =>
				quietly(log, token, () => documentSymbols(document, parts.parsedDocument(document), token)),
		}),
		languages.registerDefinitionProvider(languageId, {
			provideDefinition: (document, position, token) =>
				quietly(log, token, () => definitionAt(at(document, position), parts)),
		}),
		languages.registerReferenceProvider(languageId, {
			provideReferences: (document, position, context, token) =>
				quietly(log, token, () => referencesAt(at(document, position), context, parts, token)),
		}),
		languages.registerDocumentHighlightProvider(languageId, {
			provideDocumentHighlights: (document, position, token) =>
				quietly(log, token, () => highlightsAt(at(document, position))),
		}),
		languages.registerRenameProvider(languageId, {
			// What these throw is shown at the name.
			prepareRename: (document, position) => renamedAt(at(document, position)),
			provideRenameEdits: (document, position, name, token) => renameAt(at(document, position), name, parts, token),
		}),
		languages.registerDocumentLinkProvider(languageId, {
			provideDocumentLinks: (document, token) =>
				quietly(log, token, () => documentLinks(document, parts.parsedDocument(document), token)),
		}),
		languages.registerDocumentDropEditProvider(languageId, guarded(new FileDropEditProvider(), log)),
		languages.registerWorkspaceSymbolProvider(guarded(new WorkspaceSymbols(parts), log)),
		languages.registerDocumentRangeFormattingEditProvider(languageId, {
			provideDocumentRangeFormattingEdits: (document, range, options, token) =>
				quietly(log, token, () => formattingEdits(document, parts.parsedDocument(document), options, range)),
		}),
		languages.registerSelectionRangeProvider(languageId, {
			provideSelectionRanges: (document, positions, token) =>
				quietly(log, token, () => selectionRanges(document, parts.parsedDocument(document), positions)),
		}),
		// Of what is seen only: of a whole document there may be tens of thousands.
		languages.registerDocumentRangeSemanticTokensProvider(
			languageId,
			{
				provideDocumentRangeSemanticTokens: (document, range, token) =>
					quietly(log, token, () => semanticTokensIn(document, parts.parsedDocument(document), range)),
			},
			semanticLegend,
		),
		languages.registerCodeActionsProvider(
			languageId,
			{
				provideCodeActions: (document, _range, context, token) =>
					quietly(log, token, () => quickFixes(document, parts.parsedDocument(document), context)),
			},
			{ providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
		),
	);
}
