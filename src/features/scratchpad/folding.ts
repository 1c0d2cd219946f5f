import * as vscode from 'vscode';
import type { BlockLines } from '../../http/document';
import { parsedDocument } from './parsedDocuments';

/** Every request folds to its first line; blank lines stay visible between folded requests. */
export class RequestFoldingRangeProvider implements vscode.FoldingRangeProvider {
	provideFoldingRanges(document: vscode.TextDocument): vscode.FoldingRange[] {
		const { blocks } = parsedDocument(document);
		// What VS Code would drop is not made: it keeps that many, outer ones before those within them.
		const limit = vscode.workspace.getConfiguration('editor', document).get('foldingMaximumRegions', 5000);
		return blocks.length < limit
			? blocks.flatMap(({ lines }) => [...requestRange(lines), ...bodyRange(lines)])
			: blocks.slice(0, limit).flatMap(({ lines }) => requestRange(lines));
	}
}

function requestRange({ first, lastFilled }: BlockLines): readonly vscode.FoldingRange[] {
	return first < lastFilled ? [new vscode.FoldingRange(first, lastFilled)] : [];
}

function bodyRange({ request, lastFilled, body }: BlockLines): readonly vscode.FoldingRange[] {
	return body !== undefined && request < lastFilled && body.first < body.last
		? [new vscode.FoldingRange(body.first, body.last)]
		: [];
}
