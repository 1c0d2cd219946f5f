import * as vscode from 'vscode';
import { guarded } from '../../ui/guarded';
import { documentSymbols, type OutlinedLines } from './documentSymbols';
import type { LanguageParts } from './languageParts';

/**
 * The outline of scratchpads; of long ones, that of the requests around what is seen. VS Code asks for it when the text changes or when a provider
 * comes: so one comes when the user leaves what the last outline holds.
 */
export function registerOutline({
	languageId,
	log,
	parsedDocument,
}: Pick<LanguageParts, 'languageId' | 'log' | 'parsedDocument'>): vscode.Disposable {
	const outlined = new WeakMap<vscode.TextDocument, OutlinedLines>();
	const provider: vscode.DocumentSymbolProvider = {
		provideDocumentSymbols: async (document, token) => {
			const outline = await documentSymbols(document, parsedDocument(document), token);
			if (outline !== undefined) {
				outlined.set(document, outline.lines);
			}
			return outline?.symbols;
		},
	};
	function register(): vscode.Disposable {
		return vscode.languages.registerDocumentSymbolProvider(languageId, guarded(provider, log));
	}
	let registration = register();
	const following = vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor: { document }, visibleRanges }) => {
		const lines = outlined.get(document);
		if (
			lines !== undefined &&
			visibleRanges.some(({ start, end }) => start.line < lines.first || end.line > lines.last)
		) {
			outlined.delete(document);
			// In this order the editor always has an outline.
			const before = registration;
			registration = register();
			before.dispose();
		}
	});
	return new vscode.Disposable(() => {
		following.dispose();
		registration.dispose();
	});
}
