import * as vscode from 'vscode';

/** What the extension says while it is recorded. */
export interface MessageRecorder {
	/** Of all severities, oldest first. */
	readonly messages: readonly string[];
	dispose(): void;
}

const kinds = ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const;

/**
 * Takes the place of the notifications until it is disposed of: no API reads them, and a run of tests dismisses none. Whoever waits for an answer gets
 * none. The extension under test and its tests have the same API object.
 */
export function recordMessages(): MessageRecorder {
	const messages: string[] = [];
	const originals = kinds.map(kind => vscode.window[kind]);
	const record = (message: string): Promise<undefined> => {
		messages.push(message);
		return Promise.resolve(undefined);
	};
	for (const kind of kinds) {
		Object.assign(vscode.window, { [kind]: record });
	}
	return {
		messages,
		dispose: () => {
			kinds.forEach((kind, index) => Object.assign(vscode.window, { [kind]: originals[index] }));
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
