import * as vscode from 'vscode';
import { languageId } from '../../../scratchpads/languageId';

/** Milliseconds of silence after a keystroke before a document is looked at anew. */
const settledAfter = 250;

/** Calls back for open scratchpads: when one opens, and when who types has paused. */
export class SettledDocuments implements vscode.Disposable {
	private readonly pending = new Map<vscode.TextDocument, ReturnType<typeof setTimeout>>();
	private readonly subscription = vscode.Disposable.from(
		vscode.workspace.onDidOpenTextDocument(document => {
			this.look(document);
		}),
		vscode.workspace.onDidChangeTextDocument(({ document }) => {
			if (document.languageId === languageId) {
				clearTimeout(this.pending.get(document));
				this.pending.set(
					document,
					setTimeout(() => {
						this.look(document);
					}, settledAfter),
				);
			}
		}),
		vscode.workspace.onDidCloseTextDocument(document => {
			this.forget(document);
			this.closed(document);
		}),
	);

	constructor(
		private readonly settled: (document: vscode.TextDocument) => void,
		private readonly closed: (document: vscode.TextDocument) => void,
	) {
		this.lookAtAll();
	}

	readonly lookAtAll = (): void => {
		vscode.workspace.textDocuments.forEach(document => {
			this.look(document);
		});
	};

	dispose(): void {
		this.subscription.dispose();
		this.pending.forEach(clearTimeout);
	}

	private look(document: vscode.TextDocument): void {
		this.forget(document);
		if (document.languageId === languageId) {
			this.settled(document);
		}
	}

	private forget(document: vscode.TextDocument): void {
		clearTimeout(this.pending.get(document));
		this.pending.delete(document);
	}
}
