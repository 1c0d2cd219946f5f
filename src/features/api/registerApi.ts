import * as vscode from 'vscode';
import { commandsOf, type ViewId } from '../../contributions';
import { registerCommands } from '../../ui/commands/commands';
import { logErrors } from '../../ui/providerErrors';
import { type ApiDependencies, ApiTreeDataProvider } from './apiTree';

/** The view of what the catalog knows, and the commands on its rows. Nothing is read before the view is seen. */
export function registerApi(dependencies: ApiDependencies): vscode.Disposable {
	const { log } = dependencies;
	const tree = new ApiTreeDataProvider(dependencies, (message, file) => {
		view.message = message;
		view.description = file;
	});
	const view = vscode.window.createTreeView('flowlu.api' satisfies ViewId, {
		treeDataProvider: logErrors(tree, log),
		showCollapseAll: true,
	});
	return vscode.Disposable.from(
		tree,
		view,
		registerCommands(commandsOf('api'), log, async () =>
			(await import('./apiCommands')).createApiCommands(dependencies),
		),
	);
}
