import * as vscode from 'vscode';
import type { CommandId, ArgumentsOf } from '../../contributions';
import { CancelledError } from '../../net/networkErrors';
import type { Log } from '../log';
import { showMessage } from '../messages/messages';

/** What runs commands. */
export type CommandHandlers<Id extends CommandId> = {
	readonly [Each in Id]: (...args: ArgumentsOf<Each>) => void | Promise<void>;
};

/** Registers the commands of a feature, whose handlers are loaded when the first of them is run. */
export function registerCommands<Id extends CommandId>(
	ids: readonly Id[],
	log: Log,
	load: () => CommandHandlers<Id> | Promise<CommandHandlers<Id>>,
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

/** The one place where a failure becomes a message: cancellation is silent, everything else is shown in the user's words and logged with its trace. */
function registerCommand<Id extends CommandId>(
	id: Id,
	log: Log,
	run: (...args: ArgumentsOf<Id>) => Promise<void>,
): vscode.Disposable {
	return vscode.commands.registerCommand(id, async (...given: readonly unknown[]) => {
		try {
			const { readArguments } = await import('./commandArguments');
			await run(...readArguments(id, given));
		} catch (error) {
			await report(id, error, log);
		}
	});
}

/** Logs a failure and shows it; done when it is shown, without the user's answer. */
export async function report(what: string, error: unknown, log: Log): Promise<void> {
	if (error instanceof CancelledError || error instanceof vscode.CancellationError) {
		return;
	}
	log.error(`${what} failed.`, error);
	const { describeError } = await import('../messages/errorMessages');
	void suggestLog(describeError(error), log);
}

async function suggestLog(failure: string, log: Log): Promise<void> {
	const showLog = vscode.l10n.t('Show Log');
	if ((await showMessage('error', failure, showLog)) === showLog) {
		log.show();
	}
}

/** Runs a command of this extension. */
export async function executeCommand<Id extends CommandId>(id: Id, ...args: ArgumentsOf<Id>): Promise<void> {
	await vscode.commands.executeCommand(id, ...args);
}
