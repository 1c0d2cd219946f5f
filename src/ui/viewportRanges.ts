import * as vscode from 'vscode';

/** The visible ranges of a document in all its editors; its start while none shows it. */
export function visibleRangesOf(document: vscode.TextDocument): readonly vscode.Range[] {
	const ranges = editorsOf(document).flatMap(({ visibleRanges }) => visibleRanges);
	return ranges.length === 0 ? [new vscode.Range(0, 0, 0, 0)] : ranges;
}

/** The first visible range of the document in the editor that has the focus, or else in the first one that shows it. */
export function viewportOf(document: vscode.TextDocument): vscode.Range {
	const { activeTextEditor } = vscode.window;
	const editor = activeTextEditor?.document === document ? activeTextEditor : editorsOf(document)[0];
	return editor?.visibleRanges[0] ?? new vscode.Range(0, 0, 0, 0);
}

function editorsOf(document: vscode.TextDocument): readonly vscode.TextEditor[] {
	return vscode.window.visibleTextEditors.filter(editor => editor.document === document);
}

/**
 * The ranges of long documents that a provider's last result is about. A result for all of a long document would be felt at every pause of who types: VS Code
 * hands it over in one piece. So it is about what surrounds the viewport, and is made again when the user leaves that.
 */
export class ProvidedRanges implements vscode.Disposable {
	private readonly _onDidLeave = new vscode.EventEmitter<vscode.TextDocument>();
	/** Once after each result. */
	readonly onDidLeave = this._onDidLeave.event;
	private readonly provided = new WeakMap<vscode.TextDocument, readonly vscode.Range[]>();
	private readonly subscription = vscode.Disposable.from(
		this._onDidLeave,
		vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
			this.check(textEditor.document);
		}),
		vscode.window.onDidChangeVisibleTextEditors(editors => {
			editors.forEach(({ document }) => {
				this.check(document);
			});
		}),
	);

	/** @param needed what a result has to be about by now */
	constructor(private readonly needed: (document: vscode.TextDocument) => readonly vscode.Range[]) {}

	set(document: vscode.TextDocument, ranges: readonly vscode.Range[]): void {
		this.provided.set(document, ranges);
	}

	dispose(): void {
		this.subscription.dispose();
	}

	private check(document: vscode.TextDocument): void {
		const provided = this.provided.get(document);
		if (
			provided !== undefined &&
			!this.needed(document).every(range => provided.some(known => known.contains(range)))
		) {
			this.provided.delete(document);
			this._onDidLeave.fire(document);
		}
	}
}
