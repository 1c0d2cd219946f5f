import * as vscode from 'vscode';
import type { BlockLines } from '../../../http/document/document';
import { ProvidedRanges, viewportOf } from '../../../ui/viewportRanges';
import { rangeOf } from '../../../scratchpads/ranges';
import { parsedDocument } from '../../../scratchpads/parsedDocuments';

/** Every request folds to its first line; blank lines stay visible between folded requests. */
export class RequestFoldingRangeProvider implements vscode.FoldingRangeProvider, vscode.Disposable {
	private readonly _onDidChangeFoldingRanges = new vscode.EventEmitter<void>();
	readonly onDidChangeFoldingRanges = this._onDidChangeFoldingRanges.event;
	private readonly provided = new ProvidedRanges(document => [viewportOf(document)]);
	private readonly subscription = vscode.Disposable.from(
		this._onDidChangeFoldingRanges,
		this.provided,
		this.provided.onDidLeave(() => {
			this._onDidChangeFoldingRanges.fire();
		}),
	);

	/** VS Code keeps as many ranges as the user has set, and of those of a level the first ones: so it gets no more than that, and those around the viewport. */
	provideFoldingRanges(document: vscode.TextDocument): vscode.FoldingRange[] {
		const parsed = parsedDocument(document);
		const limit = vscode.workspace.getConfiguration('editor', document).get('foldingMaximumRegions', 5000);
		const span = parsed.spanAround(document.offsetAt(viewportOf(document).start), limit);
		const blocks = parsed.blocksWithin(span);
		if (span.end - span.start === parsed.length) {
			return blocks.flatMap(({ lines }) => [...requestRange(lines), ...bodyRange(lines)]);
		}
		this.provided.set(document, [rangeOf(document, span)]);
		return blocks.flatMap(({ lines }) => requestRange(lines));
	}

	dispose(): void {
		this.subscription.dispose();
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
