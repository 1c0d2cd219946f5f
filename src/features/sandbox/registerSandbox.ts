import * as vscode from 'vscode';
import { commandsOf } from '../../contributions';
import { registerCommands } from '../../ui/commands/commands';
import { lazily } from '../../ui/lazily';
import type { SandboxDependencies } from './runningSandbox';

/** The commands of the local Flowlu. */
export function registerSandbox(dependencies: SandboxDependencies): vscode.Disposable {
	const { sessions, memento, log } = dependencies;
	const commands = lazily(async () => (await import('./sandboxCommands')).createSandboxCommands(dependencies));
	import('./sandboxSessions')
		.then(({ SandboxSessions }) => new SandboxSessions(sessions, memento).removeLeftovers())
		.catch((error: unknown) => {
			log.error('Sessions of an earlier sandbox could not be removed.', error);
		});
	return vscode.Disposable.from(
		commands,
		registerCommands(commandsOf('sandbox'), log, () => commands.load()),
	);
}
