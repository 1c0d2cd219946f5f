import * as vscode from 'vscode';
import { formatting } from '../../http/service/formatting';
import type { HttpDocument } from '../../http/document/document';
import { rangeOf } from '../../scratchpads/ranges';

/** Lays out the JSON bodies of the requests in the range. */
export function formattingEdits(
	document: vscode.TextDocument,
	parsed: HttpDocument,
	{ insertSpaces, tabSize }: vscode.FormattingOptions,
	range: vscode.Range,
): vscode.TextEdit[] {
	const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
	const indent = insertSpaces ? ' '.repeat(tabSize) : '\t';
	return formatting(parsed, span, indent).map(change =>
		vscode.TextEdit.replace(rangeOf(document, change.span), change.text),
	);
}
