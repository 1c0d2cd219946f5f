import * as vscode from 'vscode';
import { parsedDocument } from './parsedDocuments';

/** Every request folds to its first line; blank lines stay visible between folded requests. */
export class RequestFoldingRangeProvider implements vscode.FoldingRangeProvider {
	provideFoldingRanges(document: vscode.TextDocument): vscode.FoldingRange[] {
		return parsedDocument(document).blocks.flatMap(({ lines }) => {
			const { first, lastFilled, request, body } = lines;
			const ranges = first < lastFilled ? [new vscode.FoldingRange(first, lastFilled)] : [];
			if (body !== undefined && request < lastFilled && body.first < body.last) {
				ranges.push(new vscode.FoldingRange(body.first, body.last));
			}
			return ranges;
		});
	}
}
