import * as vscode from 'vscode';
import { windowOfExtension } from './extension';

/** What the extension says while it is recorded. */
export interface MessageRecorder {
	/** Of all severities, oldest first. */
	readonly messages: readonly string[];
	dispose(): void;
}

const kinds = ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const;

/**
 * Takes the place of the notifications until it is disposed of: no API reads them, and a run of tests dismisses none. Whoever waits for an answer gets
 * none.
 */
export function recordMessages(): MessageRecorder {
	const messages: string[] = [];
	const record = (message: string): Promise<undefined> => {
		messages.push(message);
		return Promise.resolve(undefined);
	};
	// One object in most versions of VS Code; what the tests call themselves speaks through the first.
	const replaced = [...new Set([vscode.window, windowOfExtension()])].map(window => ({
		window,
		originals: Object.fromEntries(kinds.map(kind => [kind, window[kind]])),
	}));
	for (const { window } of replaced) {
		Object.assign(window, Object.fromEntries(kinds.map(kind => [kind, record])));
	}
	return {
		messages,
		dispose: () => {
			replaced.forEach(({ window, originals }) => Object.assign(window, originals));
		},
	};
}

/** What the extension said while the work was done, to its end. */
export async function messagesDuring(work: () => PromiseLike<unknown>): Promise<readonly string[]> {
	const recorder = recordMessages();
	try {
		await work();
		return recorder.messages;
	} finally {
		recorder.dispose();
	}
}
