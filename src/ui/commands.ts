import * as vscode from 'vscode';
import type { Commands } from '../contributions';
import { CancelledError } from '../net/errors';
import type { Log } from './log';
import { showMessage } from './messages';

/**
 * Registers a command of package.json. The one place where a failure becomes a message: cancellation is silent, everything else is
 * shown in the user's words and logged with its trace.
 */
export function registerCommand<Id extends keyof Commands>(
	id: Id,
	log: Log,
	run: (...args: Commands[Id]) => Promise<void>,
): vscode.Disposable {
	return vscode.commands.registerCommand(id, async (...given: readonly unknown[]) => {
		try {
			const { readArguments } = await import('./commandArguments');
			await run(...readArguments(id, given));
		} catch (error) {
			void report(id, error, log);
		}
	});
}

/** What runs the commands. */
export type CommandHandlers<Id extends keyof Commands> = {
	readonly [Each in Id]: (...args: Commands[Each]) => Promise<void>;
};

/** Registers commands whose handlers are loaded when the first of them is run. */
export function registerLazyCommands<Id extends keyof Commands>(
	ids: readonly Id[],
	log: Log,
	load: () => Promise<CommandHandlers<Id>>,
): vscode.Disposable {
	return vscode.Disposable.from(
		...ids.map(id =>
			registerCommand(id, log, async (...args) => {
				const handlers = await load();
				await handlers[id](...args);
			}),
		),
	);
}

/** Shows and logs a failure of work that nobody waits for. */
export async function report(what: string, error: unknown, log: Log): Promise<void> {
	if (error instanceof CancelledError || error instanceof vscode.CancellationError) {
		return;
	}
	log.error(`${what} failed.`, error);
	const { describeError } = await import('./errorMessages');
	const showLog = vscode.l10n.t('Show Log');
	if ((await showMessage('error', describeError(error), showLog)) === showLog) {
		log.show();
	}
}

/** Runs a command of this extension. */
export async function executeCommand<Id extends keyof Commands>(id: Id, ...args: Commands[Id]): Promise<void> {
	await vscode.commands.executeCommand(id, ...args);
}
