import * as vscode from 'vscode';
import { printable } from '../messages/printable';
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

export function quickFix(title: ShownText): vscode.CodeAction {
	return new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
}

/** What goes on while it is waited for; `increment` is in percent. */
type ShownProgress = vscode.Progress<{ readonly message?: ShownText; readonly increment?: number }>;

export function showProgress<T>(
	options: vscode.ProgressOptions & { readonly title: ShownText },
	work: (progress: ShownProgress, token: vscode.CancellationToken) => Promise<T>,
): Thenable<T> {
	return vscode.window.withProgress(options, work);
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

/** What an item of the Test Explorer is called. */
interface TestItemNames {
	readonly label: ShownText;
	/** Beside the label, dimmed. */
	readonly detail?: ShownText;
}

/** The id is to be made of shown text too: VS Code keeps it. */
export function testItem(
	controller: vscode.TestController,
	{ id, label, detail }: TestItemNames & { readonly id: string },
	uri: vscode.Uri,
): vscode.TestItem {
	const item = controller.createTestItem(id, label, uri);
	if (detail !== undefined) {
		item.description = detail;
	}
	return item;
}

export function renameTestItem(item: vscode.TestItem, { label, detail }: Required<TestItemNames>): void {
	item.label = label;
	item.description = detail;
}

/** What a test run says of a test; VS Code shows what was expected beside what came. */
export function testMessage(
	text: ShownText,
	{ expected, actual }: { readonly expected?: ShownText; readonly actual?: ShownText } = {},
	location?: vscode.Location,
): vscode.TestMessage {
	const message =
		expected === undefined || actual === undefined
			? new vscode.TestMessage(text)
			: vscode.TestMessage.diff(text, expected, actual);
	if (location !== undefined) {
		message.location = location;
	}
	return message;
}

/** Writes lines into the output of a test run, which is a terminal: it wants carriage returns, and would do what a response tells it to. */
export function writeTestOutput(run: vscode.TestRun, text: ShownText, item?: vscode.TestItem): void {
	run.appendOutput(text.split(/\r?\n/u).map(printable).join('\r\n'), undefined, item);
}
