import * as vscode from 'vscode';
import { type OutlinedRequest, outlinedRequests } from '../../../http/service/outline';
import type { HttpDocument } from '../../../http/document/document';
import type { Span } from '../../../http/problem';
import { rangeOf } from '../ranges';

/** The variables, then the requests of the span in the order of the text. */
export function documentSymbols(
	document: vscode.TextDocument,
	parsed: HttpDocument,
	span: Span,
): vscode.DocumentSymbol[] {
	return [
		...parsed.variables.map(
			({ name, span: whole, nameSpan }) =>
				new vscode.DocumentSymbol(
					name,
					'',
					vscode.SymbolKind.Variable,
					rangeOf(document, whole),
					rangeOf(document, nameSpan),
				),
		),
		...outlinedRequests(parsed.blocksWithin(span)).map(requestSymbol(document)),
	];
}

function requestSymbol(document: vscode.TextDocument): (request: OutlinedRequest) => vscode.DocumentSymbol {
	return ({ block: { lines }, label, detail }) => {
		const start = new vscode.Position(lines.request, 0);
		const end = document.lineAt(lines.lastFilled).range.end;
		const range = new vscode.Range(new vscode.Position(lines.first, 0), end);
		return new vscode.DocumentSymbol(label, detail, vscode.SymbolKind.Method, range, new vscode.Range(start, start));
	};
}
