import * as vscode from 'vscode';
import type { RequestBlock } from '../http/document/document';
import { ProvidedRanges, visibleRangesOf } from '../ui/viewportRanges';
import { parsedDocument } from './parsedDocuments';

/** Documents with more lines than this are looked at around what is seen only. */
const smallDocument = 5000;

/** Lines above and below what is seen: a lens is there before its request scrolls into view. */
const margin = 1000;

/** Lines of it that may be left when what lies beyond is looked at. */
const minMargin = 400;

/** The blocks of a document that a user may soon see: all of a small one. */
export class ViewportBlocks implements vscode.Disposable {
	private readonly looked = new ProvidedRanges(document => widened(document, minMargin));
	/** The user scrolls to where the last look at the document did not reach. */
	readonly onDidLeave = this.looked.onDidLeave;

	of(document: vscode.TextDocument): readonly RequestBlock[] {
		const parsed = parsedDocument(document);
		if (document.lineCount <= smallDocument) {
			return parsed.blocks;
		}
		const near = widened(document, margin);
		this.looked.set(document, near);
		const blocks = near.flatMap(range =>
			parsed.blocksWithin({ start: document.offsetAt(range.start), end: document.offsetAt(range.end) }),
		);
		return [...new Set(blocks)];
	}

	dispose(): void {
		this.looked.dispose();
	}
}

function widened(document: vscode.TextDocument, lines: number): readonly vscode.Range[] {
	return visibleRangesOf(document).map(({ start, end }) =>
		document.validateRange(new vscode.Range(Math.max(0, start.line - lines), 0, end.line + lines, 0)),
	);
}
