import * as vscode from 'vscode';
import type { RequestStates } from '../../../engine/requestStates';

/** Milliseconds until progress is drawn: most responses come sooner, and drawing it would only delay them. */
const progressDelay = 100;

/** Calls when what is shown of requests is to be drawn anew: at once where one ended, and for progress at most ten times a second. */
export function whenDrawn(states: RequestStates, draw: () => void): vscode.Disposable {
	let pending: ReturnType<typeof setTimeout> | undefined;
	function drawNow(): void {
		clearTimeout(pending);
		pending = undefined;
		draw();
	}
	return vscode.Disposable.from(
		states.onDidChange(state => {
			if (state?.kind === 'underWay') {
				pending ??= setTimeout(drawNow, progressDelay);
			} else {
				drawNow();
			}
		}),
		new vscode.Disposable(() => {
			clearTimeout(pending);
		}),
	);
}
