import * as vscode from 'vscode';
import { parsedDocument } from './parsedDocuments';

/** Every request folds to its first line. */
export class RequestFoldingRangeProvider implements vscode.FoldingRangeProvider {
	provideFoldingRanges(document: vscode.TextDocument): vscode.FoldingRange[] {
		return parsedDocument(document).blocks.flatMap(({ span, body, requestLine }) => {
			const first = document.positionAt(span.start).line;
			const last = lastFilledLine(document, span.end);
			const request = document.positionAt(requestLine.start).line;
			const ranges = first < last ? [new vscode.FoldingRange(first, last)] : [];
			if (body === undefined || request >= last) {
				return ranges;
			}
			const bodyStart = document.positionAt(body.span.start).line;
			const bodyEnd = document.positionAt(body.span.end).line;
			return bodyStart < bodyEnd ? [...ranges, new vscode.FoldingRange(bodyStart, bodyEnd)] : ranges;
		});
	}
}

/** The last line before the offset that holds more than blanks; blank lines stay visible between folded requests. */
function lastFilledLine(document: vscode.TextDocument, end: number): number {
	const position = document.positionAt(end);
	let line = position.character === 0 ? position.line - 1 : position.line;
	while (line > 0 && document.lineAt(line).isEmptyOrWhitespace) {
		line--;
	}
	return line;
}
