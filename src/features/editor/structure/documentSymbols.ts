import * as vscode from 'vscode';
import { type OutlinedRequest, outlinedRequests } from '../../../http/service/outline';
import type { HttpDocument } from '../../../http/document/document';
import type { Span } from '../../../http/problem';
import { rangeOf } from '../../../scratchpads/ranges';
import type { ShownText } from '../../../net/redaction/shownText';
import { documentSymbol } from '../../../ui/shown';

/** The variables, then the requests of the span in the order of the text. */
export function documentSymbols(
	document: vscode.TextDocument,
	parsed: HttpDocument,
	span: Span,
	redact: (text: string) => ShownText,
): vscode.DocumentSymbol[] {
	return [
		...parsed.variables.map(({ name, span: whole, nameSpan }) =>
			documentSymbol({ label: redact(name) }, vscode.SymbolKind.Variable, {
				whole: rangeOf(document, whole),
				name: rangeOf(document, nameSpan),
			}),
		),
		...outlinedRequests(parsed.blocksWithin(span)).map(symbolOf(document, redact)),
	];
}

function symbolOf(
	document: vscode.TextDocument,
	redact: (text: string) => ShownText,
): (request: OutlinedRequest) => vscode.DocumentSymbol {
	return ({ block: { lines }, label, detail }) => {
		const start = new vscode.Position(lines.request, 0);
		const end = document.lineAt(lines.lastFilled).range.end;
		return documentSymbol({ label: redact(label), detail: redact(detail) }, vscode.SymbolKind.Method, {
			whole: new vscode.Range(new vscode.Position(lines.first, 0), end),
			name: new vscode.Range(start, start),
		});
	};
}
