import * as vscode from 'vscode';
import type { Commands } from '../contributions';
import { CancelledError } from '../net/errors';
import type { Log } from './log';

/**
 * Registers a command of package.json. The one place where a failure becomes a message: cancellation is silent, everything else is
 * shown in the user's words and logged with its trace.
 */
export function registerCommand<Id extends keyof Commands>(
	id: Id,
	log: Log,
	run: (...args: Commands[Id]) => Promise<void>,
): vscode.Disposable {
	return vscode.commands.registerCommand(id, async (...args: Commands[Id]) => {
		try {
			await run(...args);
		} catch (error) {
			void report(id, error, log);
		}
	});
}

/** Shows and logs a failure of work that no command waits for. */
async function report(what: string, error: unknown, log: Log): Promise<void> {
	if (error instanceof CancelledError || error instanceof vscode.CancellationError) {
		return;
	}
	log.error(`${what} failed.`, error);
	const { describeError } = await import('./errorMessages');
	const showLog = vscode.l10n.t('Show Log');
	if ((await vscode.window.showErrorMessage(log.redact(describeError(error)), showLog)) === showLog) {
		log.show();
	}
}

/** Runs a command of this extension. */
export async function executeCommand<Id extends keyof Commands>(id: Id, ...args: Commands[Id]): Promise<void> {
	await vscode.commands.executeCommand(id, ...args);
}
