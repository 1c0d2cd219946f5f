import * as vscode from 'vscode';
import { type OutlinedRequest, outlinedRequests } from '../../http/aids/outline';
import type { HttpDocument } from '../../http/document';
import { nextTurn } from '../../ui/turns';
import { rangeOf } from './ranges';

/** Requests that are outlined at a time. */
const some = 500;

/** The outline: variables, then requests in the order of the text. Undefined where it is no more wanted. */
export async function documentSymbols(
	document: vscode.TextDocument,
	parsed: HttpDocument,
	token: vscode.CancellationToken,
): Promise<vscode.DocumentSymbol[] | undefined> {
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
	const symbols = [...variables];
	const { version } = document;
	for (let first = 0; first < parsed.blocks.length; first += some) {
		if (first > 0) {
			await nextTurn();
		}
		// Lines are asked of the document, which goes on.
		if (token.isCancellationRequested || document.version !== version) {
			return undefined;
		}
		symbols.push(...outlinedRequests(parsed.blocks.slice(first, first + some)).map(requestSymbol(document)));
	}
	return symbols;
}

function requestSymbol(document: vscode.TextDocument): (request: OutlinedRequest) => vscode.DocumentSymbol {
	return ({ block: { lines }, label, detail }) => {
		const start = new vscode.Position(lines.request, 0);
		const end = document.lineAt(lines.lastFilled).range.end;
		const range = new vscode.Range(new vscode.Position(lines.first, 0), end);
		return new vscode.DocumentSymbol(label, detail, vscode.SymbolKind.Method, range, new vscode.Range(start, start));
	};
}
