import * as vscode from 'vscode';
import type { ShownText } from '../net/redaction/shownText';

/** The only makers of what VS Code draws from the text of scratchpads and responses; ESLint keeps others from making it of a string. */

export interface ShownCommand extends vscode.Command {
	readonly title: ShownText;
	readonly tooltip: ShownText;
}

export function codeLens(range: vscode.Range, command: ShownCommand): vscode.CodeLens {
	return new vscode.CodeLens(range, command);
}

export function diagnostic(
	range: vscode.Range,
	message: ShownText,
	{ severity, code }: { readonly severity: vscode.DiagnosticSeverity; readonly code: string | number },
): vscode.Diagnostic {
	const made = new vscode.Diagnostic(range, message, severity);
	made.source = 'Flowlu';
	made.code = code;
	return made;
}

/** What a request, or a variable, is called in an outline. */
interface SymbolNames {
	readonly label: ShownText;
	readonly detail?: ShownText;
}

/** In the outline of a document. */
export function documentSymbol(
	{ label, detail }: SymbolNames,
	kind: vscode.SymbolKind,
	{ whole, name }: { readonly whole: vscode.Range; readonly name: vscode.Range },
): vscode.DocumentSymbol {
	return new vscode.DocumentSymbol(label, detail ?? '', kind, whole, name);
}

/** Among the symbols of the workspace. */
export function workspaceSymbol({ label, detail }: SymbolNames, location: vscode.Location): vscode.SymbolInformation {
	return new vscode.SymbolInformation(label, vscode.SymbolKind.Method, detail ?? '', location);
}

/** A block of code in a hover, as it is. */
export function codeText(text: ShownText, languageId: string): vscode.MarkdownString {
	return new vscode.MarkdownString().appendCodeblock(text, languageId);
}

/** Text of ours or of the catalog in a hover: as it is, never read as Markdown. VS Code makes blanks of it between which no line can end. */
export function prose(text: string): vscode.MarkdownString {
	const shown = new vscode.MarkdownString();
	for (const [index, word] of text.split(' ').entries()) {
		shown.appendMarkdown(index === 0 ? '' : ' ').appendText(word);
	}
	return shown;
}

export async function copyText(text: ShownText): Promise<void> {
	await vscode.env.clipboard.writeText(text);
}
