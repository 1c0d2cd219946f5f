import * as vscode from 'vscode';
import { outlinedRequests } from '../../http/aids/outline';
import type { HttpDocument } from '../../http/document';
import { rangeOf } from './ranges';

/** The outline: variables and requests, in the order of the text. */
export function documentSymbols(document: vscode.TextDocument, parsed: HttpDocument): vscode.DocumentSymbol[] {
	const variables = parsed.variables.map(
		({ name, span, nameSpan }) =>
			new vscode.DocumentSymbol(
				name,
				'',
				vscode.SymbolKind.Variable,
				rangeOf(document, span),
				rangeOf(document, nameSpan),
			),
	);
	const requests = outlinedRequests(parsed).map(({ block: { lines }, label, detail }) => {
		const start = new vscode.Position(lines.request, 0);
		const end = document.lineAt(lines.lastFilled).range.end;
		const range = new vscode.Range(new vscode.Position(lines.first, 0), end);
		return new vscode.DocumentSymbol(label, detail, vscode.SymbolKind.Method, range, new vscode.Range(start, start));
	});
	return [...variables, ...requests];
}
