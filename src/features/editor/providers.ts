import * as vscode from 'vscode';
import { guarded, guardedAloud } from '../../ui/providerErrors';
import { registerAroundSeen } from './viewportProviders';
import { completionItems } from './completion/completion';
import { registerDiagnostics } from './diagnostics';
import { FileDropEditProvider } from './fileDrop';
import { RequestFoldingRangeProvider } from './folding';
import { formattingEdits } from './formattingEdits';
import { hoverAt } from './hover';
import type { LanguageParts } from './editorDependencies';
import { type At, definitionAt, highlightsAt, referencesAt, renameAt, renamedAt } from './names/namesAt';
import { quickFixes } from './quickFixes';
import { selectionRanges } from './selectionRanges';
import { semanticLegend, semanticTokensIn } from './semanticTokens';
import { triggerCharacters } from './completion/triggers';
import { WorkspaceSymbols } from './names/workspaceSymbols';

/** Registers what VS Code asks of a language. */
export function registerProviders(parts: LanguageParts): vscode.Disposable {
	const { languageId, log, environments, choices } = parts;
	const folding = new RequestFoldingRangeProvider();
	const { languages } = vscode;
	function at(document: vscode.TextDocument, position: vscode.Position): At {
		return { document, parsed: parts.parsedDocument(document), offset: document.offsetAt(position) };
	}
	return vscode.Disposable.from(
		languages.registerCompletionItemProvider(
			languageId,
			guarded(
				{
					provideCompletionItems: (document, position, _token, context) =>
						completionItems(document, position, context, parts),
				},
				log,
			),
			...triggerCharacters,
		),
		languages.registerHoverProvider(
			languageId,
			guarded({ provideHover: (document, position) => hoverAt(document, position, parts) }, log),
		),
		registerAroundSeen(parts),
		folding,
		languages.registerFoldingRangeProvider(languageId, guarded(folding, log)),
		registerDiagnostics(languageId, {
			follow: document => environments.follow(document),
			ready: () => choices.known(),
			redact: text => log.redact(text),
			onDidChange: listener =>
				vscode.Disposable.from(choices.onDidChange(listener), environments.onDidChange(listener)),
		}),
		languages.registerDefinitionProvider(
			languageId,
			guarded({ provideDefinition: (document, position) => definitionAt(at(document, position), parts) }, log),
		),
		languages.registerReferenceProvider(
			languageId,
			guarded(
				{
					provideReferences: (document, position, context, token) =>
						referencesAt(at(document, position), context, parts, token),
				},
				log,
			),
		),
		languages.registerDocumentHighlightProvider(
			languageId,
			guarded({ provideDocumentHighlights: (document, position) => highlightsAt(at(document, position)) }, log),
		),
		// What these throw is shown at the name.
		languages.registerRenameProvider(
			languageId,
			guardedAloud(
				{
					prepareRename: (document, position) => renamedAt(at(document, position)),
					provideRenameEdits: (document, position, name, token) => renameAt(at(document, position), name, parts, token),
				},
				log,
			),
		),
		languages.registerDocumentDropEditProvider(languageId, guarded(new FileDropEditProvider(), log)),
		languages.registerWorkspaceSymbolProvider(guarded(new WorkspaceSymbols(parts), log)),
		languages.registerDocumentRangeFormattingEditProvider(
			languageId,
			guarded(
				{
					provideDocumentRangeFormattingEdits: (document, range, options) =>
						formattingEdits(document, parts.parsedDocument(document), options, range),
				},
				log,
			),
		),
		languages.registerSelectionRangeProvider(
			languageId,
			guarded(
				{
					provideSelectionRanges: (document, positions) =>
						selectionRanges(document, parts.parsedDocument(document), positions),
				},
				log,
			),
		),
		// Of what is seen only: of a whole document there may be tens of thousands.
		languages.registerDocumentRangeSemanticTokensProvider(
			languageId,
			guarded(
				{
					provideDocumentRangeSemanticTokens: (document, range) =>
						semanticTokensIn(document, parts.parsedDocument(document), range),
				},
				log,
			),
			semanticLegend,
		),
		languages.registerCodeActionsProvider(
			languageId,
			guarded(
				{
					provideCodeActions: (document, _range, context) =>
						quickFixes(document, parts.parsedDocument(document), context),
				},
				log,
			),
			{ providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
		),
	);
}
