import * as vscode from 'vscode';
import type { RequestBlock } from '../../http/document';
import { parsedDocument } from './parsedDocuments';

/** Documents with more lines than this are looked at around what is seen only. */
const smallDocument = 5000;

/** Lines above and below what is seen: a lens is there before its request scrolls into view. */
const margin = 1000;

/** Lines of it that may be left when what lies beyond is looked at. */
const leastMargin = 400;

/** The blocks of a document that a user may soon see: all of a small one. */
export class NearBlocks implements vscode.Disposable {
	private readonly _onDidLeave = new vscode.EventEmitter<vscode.TextDocument>();
	/** The user scrolls to where the last look at the document did not reach. */
	readonly onDidLeave = this._onDidLeave.event;
	private readonly looked = new WeakMap<vscode.TextDocument, readonly vscode.Range[]>();
	private readonly subscription = vscode.Disposable.from(
		this._onDidLeave,
		vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
			this.follow(textEditor.document);
		}),
		vscode.window.onDidChangeVisibleTextEditors(editors => {
			editors.forEach(({ document }) => {
				this.follow(document);
			});
		}),
	);

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
		this.subscription.dispose();
	}

	private follow(document: vscode.TextDocument): void {
		const looked = this.looked.get(document);
		if (looked !== undefined && document.lineCount > smallDocument) {
			const needed = widened(document, leastMargin);
			if (!needed.every(range => looked.some(known => known.contains(range)))) {
				this._onDidLeave.fire(document);
			}
		}
	}
}

/** What is seen of the document and the lines around it; its start while nothing is. */
function widened(document: vscode.TextDocument, lines: number): readonly vscode.Range[] {
	const seen = vscode.window.visibleTextEditors
		.filter(editor => editor.document === document)
		.flatMap(({ visibleRanges }) => visibleRanges);
	return (seen.length === 0 ? [new vscode.Range(0, 0, 0, 0)] : seen).map(({ start, end }) =>
		document.validateRange(new vscode.Range(Math.max(0, start.line - lines), 0, end.line + lines, 0)),
	);
}
