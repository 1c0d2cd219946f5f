import * as vscode from 'vscode';
import { completionItems } from './completion';
import { documentLinks } from './documentLinks';
import { documentSymbols } from './documentSymbols';
import { hoverAt } from './hover';
import type { LanguageParts } from './languageParts';
import { type At, definitionAt, highlightsAt, referencesAt, renameAt, renamedAt } from './names';
import { quietly } from './quietly';
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
			...['@', '{', '$', '/', '?', '&', '"', ' '],
		),
		languages.registerHoverProvider(languageId, {
			provideHover: (document, position, token) => quietly(log, token, () => hoverAt(document, position, parts)),
		}),
		languages.registerDocumentSymbolProvider(languageId, {
			provideDocumentSymbols: (document, token) =>
				quietly(log, token, () => documentSymbols(document, parts.parsedDocument(document))),
		}),
		languages.registerDefinitionProvider(languageId, {
			provideDefinition: (document, position, token) => quietly(log, token, () => definitionAt(at(document, position))),
		}),
		languages.registerReferenceProvider(languageId, {
			provideReferences: (document, position, context, token) =>
				quietly(log, token, () => referencesAt(at(document, position), context)),
		}),
		languages.registerDocumentHighlightProvider(languageId, {
			provideDocumentHighlights: (document, position, token) =>
				quietly(log, token, () => highlightsAt(at(document, position))),
		}),
		languages.registerRenameProvider(languageId, {
			// What these throw is shown at the name.
			prepareRename: (document, position) => renamedAt(at(document, position)),
			provideRenameEdits: (document, position, name) => renameAt(at(document, position), name),
		}),
		languages.registerDocumentLinkProvider(languageId, {
			provideDocumentLinks: (document, token) =>
				quietly(log, token, () => documentLinks(document, parts.parsedDocument(document))),
		}),
		languages.registerWorkspaceSymbolProvider(new WorkspaceSymbols(parts)),
	);
}
