import * as vscode from 'vscode';
import type { RequestStates } from '../../../engine/requestStates';
import { Settling } from './settling';

/** Milliseconds until progress is drawn: most responses come sooner, and drawing it would only delay them. */
const progressDelay = 100;

/** Calls when what is shown of requests is to be drawn anew: at once where one ended, and for progress at most ten times a second. */
export function whenDrawn(states: RequestStates, draw: () => void): vscode.Disposable {
	const settling = new Settling(draw, progressDelay);
	return vscode.Disposable.from(
		settling,
		states.onDidChange(state => {
			if (state?.kind === 'underWay') {
				settling.soon();
			} else {
				settling.now();
			}
		}),
	);
}
