import * as vscode from 'vscode';

/** All that editors show of a document; its start while none does. */
export function seenRanges(document: vscode.TextDocument): readonly vscode.Range[] {
	const seen = editorsOf(document).flatMap(({ visibleRanges }) => visibleRanges);
	return seen.length === 0 ? [new vscode.Range(0, 0, 0, 0)] : seen;
}

/** What the editor shows of a document that has the focus, or the first one of those that show it. */
export function mainRange(document: vscode.TextDocument): vscode.Range {
	const { activeTextEditor } = vscode.window;
	const editor = activeTextEditor?.document === document ? activeTextEditor : editorsOf(document)[0];
	return editor?.visibleRanges[0] ?? new vscode.Range(0, 0, 0, 0);
}

function editorsOf(document: vscode.TextDocument): readonly vscode.TextEditor[] {
	return vscode.window.visibleTextEditors.filter(editor => editor.document === document);
}

/**
 * The lines of long documents that a provider was asked for last. An answer about all of a long document would be felt at every pause of who types: VS Code
 * hands it over in one piece. So it is about what is around what is seen, and given anew when the user leaves that.
 */
export class AnsweredLines implements vscode.Disposable {
	private readonly _onDidLeave = new vscode.EventEmitter<vscode.TextDocument>();
	/** Once after each answer. */
	readonly onDidLeave = this._onDidLeave.event;
	private readonly answered = new WeakMap<vscode.TextDocument, readonly vscode.Range[]>();
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

	/** @param needed what an answer has to be about by now */
	constructor(private readonly needed: (document: vscode.TextDocument) => readonly vscode.Range[]) {}

	set(document: vscode.TextDocument, ranges: readonly vscode.Range[]): void {
		this.answered.set(document, ranges);
	}

	dispose(): void {
		this.subscription.dispose();
	}

	private follow(document: vscode.TextDocument): void {
		const answered = this.answered.get(document);
		if (
			answered !== undefined &&
			!this.needed(document).every(range => answered.some(known => known.contains(range)))
		) {
			this.answered.delete(document);
			this._onDidLeave.fire(document);
		}
	}
}
