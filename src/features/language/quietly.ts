import type * as vscode from 'vscode';
import type { Log } from '../../ui/log';

/** The answer to VS Code, or none where it was cancelled or failed: an aid that fails is no reason to disturb who types. */
export async function quietly<Answer>(
	log: Log,
	token: vscode.CancellationToken,
	answer: () => Answer | Promise<Answer>,
): Promise<Answer | undefined> {
	try {
		const found = token.isCancellationRequested ? undefined : await answer();
		return token.isCancellationRequested ? undefined : found;
	} catch (error) {
		log.error('An editing aid failed.', error);
		return undefined;
	}
}
