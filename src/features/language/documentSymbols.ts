import * as vscode from 'vscode';
import { type OutlinedRequest, outlinedRequests } from '../../http/aids/outline';
import type { HttpDocument, RequestBlock } from '../../http/document';
import { nextTurn } from '../../ui/turns';
import { rangeOf } from './ranges';

/** Requests that are outlined at a time. */
const some = 500;

/**
 * Requests that an outline has at most. More of them would be felt at every pause of who types: VS Code hands an outline over in one piece, and draws
 * it anew.
 */
const most = 2000;

/** Numbers of lines, both included. */
export interface OutlinedLines {
	readonly first: number;
	readonly last: number;
}

export interface Outline {
	/** The variables, then requests in the order of the text. */
	readonly symbols: vscode.DocumentSymbol[];
	/** Where these requests are all that there are. */
	readonly lines: OutlinedLines;
}

/** Undefined where it is no more wanted. */
export async function documentSymbols(
	document: vscode.TextDocument,
	parsed: HttpDocument,
	token: vscode.CancellationToken,
): Promise<Outline | undefined> {
	const symbols = parsed.variables.map(
		({ name, span, nameSpan }) =>
			new vscode.DocumentSymbol(
				name,
				'',
				vscode.SymbolKind.Variable,
				rangeOf(document, span),
				rangeOf(document, nameSpan),
			),
	);
	const { version } = document;
	const { blocks, lines } = blocksAround(parsed.blocks, firstSeenLine(document));
	for (let first = 0; first < blocks.length; first += some) {
		if (first > 0) {
			await nextTurn();
		}
		// Lines are asked of the document, which goes on.
		if (token.isCancellationRequested || document.version !== version) {
			return undefined;
		}
		symbols.push(...outlinedRequests(blocks.slice(first, first + some)).map(requestSymbol(document)));
	}
	return { symbols, lines };
}

function firstSeenLine(document: vscode.TextDocument): number {
	const editor = vscode.window.visibleTextEditors.find(candidate => candidate.document === document);
	return editor?.visibleRanges[0]?.start.line ?? 0;
}

interface BlocksOfLines {
	readonly blocks: readonly RequestBlock[];
	readonly lines: OutlinedLines;
}

/** As many blocks above a line as below it. */
function blocksAround(blocks: readonly RequestBlock[], line: number): BlocksOfLines {
	const found = blocks.length <= most ? 0 : blocks.findIndex(({ lines }) => lines.lastFilled >= line);
	const middle = found < 0 ? blocks.length : found;
	const start = Math.max(0, Math.min(middle - most / 2, blocks.length - most));
	const end = start + most;
	return {
		blocks: blocks.slice(start, end),
		lines: {
			first: start === 0 ? 0 : (blocks[start]?.lines.first ?? 0),
			last: (blocks[end]?.lines.first ?? Infinity) - 1,
		},
	};
}

function requestSymbol(document: vscode.TextDocument): (request: OutlinedRequest) => vscode.DocumentSymbol {
	return ({ block: { lines }, label, detail }) => {
		const start = new vscode.Position(lines.request, 0);
		const end = document.lineAt(lines.lastFilled).range.end;
		const range = new vscode.Range(new vscode.Position(lines.first, 0), end);
		return new vscode.DocumentSymbol(label, detail, vscode.SymbolKind.Method, range, new vscode.Range(start, start));
	};
}
