import * as vscode from 'vscode';
import type { Place } from '../../scratchpads/place';

/** The `run` statements that are carried out now. */
export class RunStatements implements vscode.Disposable {
	private readonly _onDidChange = new vscode.EventEmitter<void>();
	readonly onDidChange = this._onDidChange.event;
	/** By document and text: edits elsewhere move a statement, and one whose text is edited is another one. */
	private readonly underWay = new Map<string, AbortController>();

	isUnderWay(place: Place): boolean {
		return this.underWay.has(keyOf(place));
	}

	/** Gives up what is on its way for the statement, and what was to follow. Returns whether there was anything. */
	cancel(place: Place): boolean {
		const controller = this.underWay.get(keyOf(place));
		controller?.abort();
		return controller !== undefined;
	}

	/** @param send stops when the signal does; one at a time for each statement */
	async carryOut(place: Place, send: (signal: AbortSignal) => Promise<boolean>): Promise<boolean> {
		const key = keyOf(place);
		const controller = new AbortController();
		this.underWay.set(key, controller);
		this._onDidChange.fire();
		try {
			return await send(controller.signal);
		} finally {
			this.underWay.delete(key);
			this._onDidChange.fire();
		}
	}

	dispose(): void {
		this.underWay.forEach(controller => {
			controller.abort();
		});
		this._onDidChange.dispose();
	}
}

function keyOf({ document, block }: Place): string {
	return `${document.uri.toString()}\n${block.text}`;
}
