import * as vscode from 'vscode';

/** Visits the open documents of the languages, and those that are opened later. */
export function forEachDocument(
	languageIds: readonly string[],
	visit: (document: vscode.TextDocument) => void,
): vscode.Disposable {
	function visitOurs(document: vscode.TextDocument): void {
		if (languageIds.includes(document.languageId)) {
			visit(document);
		}
	}
	vscode.workspace.textDocuments.forEach(visitOurs);
	return vscode.workspace.onDidOpenTextDocument(visitOurs);
}
