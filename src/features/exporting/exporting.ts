import type * as vscode from 'vscode';
import { commandsOf } from '../../contributions';
import { registerCommands } from '../../ui/commands/commands';
import type { ExportDependencies } from './exportDependencies';

/** Writing every page of a list to a file; all of it is loaded with the first export. */
export function registerExporting(dependencies: ExportDependencies): vscode.Disposable {
	return registerCommands(commandsOf('exporting'), dependencies.log, async () =>
		(await import('./exportCommands')).exportCommands(dependencies),
	);
}
