import * as vscode from 'vscode';
import { selectionAt } from '../../../http/service/selection';
import type { HttpDocument } from '../../../http/document/document';
import { rangeOf } from '../../../scratchpads/ranges';

/** For each cursor what Expand Selection goes through: a variable, a value, a header, the body, the request. */
export function selectionRanges(
	document: vscode.TextDocument,
	parsed: HttpDocument,
	positions: readonly vscode.Position[],
): vscode.SelectionRange[] {
	return positions.map(position => {
		let outer: vscode.SelectionRange | undefined;
		for (const span of selectionAt(parsed, document.offsetAt(position)).toReversed()) {
			outer = new vscode.SelectionRange(rangeOf(document, span), outer);
		}
		return outer ?? new vscode.SelectionRange(new vscode.Range(position, position));
	});
}
