import * as vscode from 'vscode';
import { commandsOf } from '../../contributions';
import { registerCommands } from '../../ui/commands/commands';
import { ownText, shownText } from '../../ui/messages/windowRedactor';
import { createTree, showInView } from '../../ui/views/trees';
import { type ApiDependencies, ApiTreeDataProvider } from './apiTree';

/** The view of what the catalog knows, and the commands on its rows. Nothing is read before the view is seen. */
export function registerApi(dependencies: ApiDependencies): vscode.Disposable {
	const { log } = dependencies;
	const tree = new ApiTreeDataProvider(dependencies, (message, file) => {
		showInView(view, { message: ownText(message), description: shownText(file) });
	});
	const view = createTree('flowlu.api', tree, log, { showCollapseAll: true });
	return vscode.Disposable.from(
		tree,
		view,
		registerCommands(commandsOf('api'), log, async () =>
			(await import('./apiCommands')).createApiCommands(dependencies),
		),
	);
}
