import type * as vscode from 'vscode';
import { commandsOf } from '../../contributions';
import { registerCommands } from '../../ui/commands/commands';
import type { ExportDependencies } from './exportDependencies';
import type { ExportFlows } from './exportFlows';

/** Writing records to files; all of it is loaded with the first export. */
export interface Exporting extends vscode.Disposable {
	readonly load: () => Promise<ExportFlows>;
}

export function registerExporting(dependencies: ExportDependencies): Exporting {
	const load = async (): Promise<ExportFlows> => (await import('./exportFlows')).exportFlows(dependencies);
	const commands = registerCommands(commandsOf('exporting'), dependencies.log, async () => (await load()).commands);
	return Object.assign(commands, { load });
}
