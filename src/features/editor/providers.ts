import * as vscode from 'vscode';
import { languageId } from '../../scratchpads/languageId';
import { parsedDocument } from '../../scratchpads/parsedDocuments';
import { logErrors, rethrowRedacted } from '../../ui/providerErrors';
import { completionItems } from './completion/completion';
import { triggerCharacters } from './completion/triggers';
import type { EditorDependencies } from './editorDependencies';
import { showEnvironment } from './environment/environmentStatus';
import { formattingEdits } from './formattingEdits';
import { hoverAt } from './hover/hover';
import { type Cursor, definitionAt, highlightsAt, referencesAt, renameAt, renamedAt } from './names/namesAt';
import { memoize } from '../../ui/memoize';
import { workspaceSymbols } from './names/workspaceSymbols';
import { curlPasteMetadata, curlPasteProvider } from './pasting/curlPaste';
import { FileDropEditProvider } from './pasting/fileDrop';
import { registerCatalogDiagnostics } from './problems/catalog/catalogDiagnostics';
import { catalogFixes } from './problems/catalog/catalogFixes';
import { registerDiagnostics } from './problems/diagnostics';
import { fileFixes } from './problems/fileFixes';
import { quickFixes } from './problems/quickFixes';
import { RequestFoldingRangeProvider } from './structure/folding';
import { selectionRanges } from './structure/selectionRanges';
import { semanticLegend, semanticTokensIn } from './structure/semanticTokens';
import { registerViewportProviders } from './structure/viewportProviders';

/** Registers what VS Code asks of a language. */
export function registerProviders(dependencies: EditorDependencies): vscode.Disposable {
	const { log } = dependencies;
	const folding = new RequestFoldingRangeProvider();
	return vscode.Disposable.from(
		vscode.languages.registerCompletionItemProvider(
			languageId,
			logErrors(
				{
					provideCompletionItems: (document, position, _token, context) =>
						completionItems(document, position, context, dependencies),
				},
				log,
			),
			...triggerCharacters,
		),
		vscode.languages.registerHoverProvider(
			languageId,
			logErrors({ provideHover: (document, position) => hoverAt(document, position, dependencies) }, log),
		),
		registerViewportProviders(log),
		folding,
		vscode.languages.registerFoldingRangeProvider(languageId, logErrors(folding, log)),
		registerDiagnostics(dependencies),
		registerCatalogDiagnostics(dependencies),
		showEnvironment(dependencies),
		registerNames(dependencies),
		vscode.languages.registerDocumentDropEditProvider(languageId, logErrors(new FileDropEditProvider(), log)),
		vscode.languages.registerDocumentPasteEditProvider(
			languageId,
			logErrors(curlPasteProvider, log),
			curlPasteMetadata,
		),
		vscode.languages.registerDocumentRangeFormattingEditProvider(
			languageId,
			logErrors(
				{
					provideDocumentRangeFormattingEdits: (document, range, options) =>
						formattingEdits(document, parsedDocument(document), options, range),
				},
				log,
			),
		),
		vscode.languages.registerSelectionRangeProvider(
			languageId,
			logErrors(
				{
					provideSelectionRanges: (document, positions) =>
						selectionRanges(document, parsedDocument(document), positions),
				},
				log,
			),
		),
		// Of a range only: of a whole document there may be tens of thousands.
		vscode.languages.registerDocumentRangeSemanticTokensProvider(
			languageId,
			logErrors(
				{
					provideDocumentRangeSemanticTokens: (document, range) =>
						semanticTokensIn(document, parsedDocument(document), range),
				},
				log,
			),
			semanticLegend,
		),
		vscode.languages.registerCodeActionsProvider(
			languageId,
			logErrors(
				{
					provideCodeActions: async (document, _range, context) => {
						const parsed = parsedDocument(document);
						return [
							...(await quickFixes(document, parsed, context)),
							...(await fileFixes(document, parsed, context)),
							...(await catalogFixes(document, parsed, context, dependencies)),
						];
					},
				},
				log,
			),
			{ providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
		),
	);
}

/** What VS Code asks about the names of variables and requests. */
function registerNames({ environments, log }: EditorDependencies): vscode.Disposable {
	return vscode.Disposable.from(
		vscode.languages.registerDefinitionProvider(
			languageId,
			logErrors(
				{ provideDefinition: (document, position) => definitionAt(cursorAt(document, position), environments) },
				log,
			),
		),
		vscode.languages.registerReferenceProvider(
			languageId,
			logErrors(
				{
					provideReferences: (document, position, context, token) =>
						referencesAt(cursorAt(document, position), context, token),
				},
				log,
			),
		),
		vscode.languages.registerDocumentHighlightProvider(
			languageId,
			logErrors({ provideDocumentHighlights: (document, position) => highlightsAt(cursorAt(document, position)) }, log),
		),
		// What these throw is shown at the name.
		vscode.languages.registerRenameProvider(
			languageId,
			rethrowRedacted(
				{
					prepareRename: (document, position) => renamedAt(cursorAt(document, position)),
					provideRenameEdits: (document, position, name, token) => renameAt(cursorAt(document, position), name, token),
				},
				log,
			),
		),
		vscode.languages.registerWorkspaceSymbolProvider(
			logErrors(
				{
					provideWorkspaceSymbols: (query, token) =>
						workspaceSymbols(
							query,
							token,
							memoize(text => log.redact(text)),
						),
				},
				log,
			),
		),
	);
}

function cursorAt(document: vscode.TextDocument, position: vscode.Position): Cursor {
	return { document, parsed: parsedDocument(document), offset: document.offsetAt(position) };
}
