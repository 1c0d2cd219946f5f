import * as vscode from 'vscode';
import type { CatalogSource } from '../../catalog/catalogSource';
import { commandsOf, type ViewId } from '../../contributions';
import type { CachedPermissions } from '../../sessions/cachedPermissions';
import type { SessionStore } from '../../sessions/sessionStore';
import { registerCommands } from '../../ui/commands/commands';
import type { Log } from '../../ui/log';
import { logErrors } from '../../ui/providerErrors';
import { ApiTreeDataProvider } from './apiTree';

export interface ApiDependencies {
	readonly catalog: CatalogSource;
	readonly sessions: SessionStore;
	readonly permissions: CachedPermissions;
	readonly log: Log;
}

/** The view of what the catalog knows, and the commands on its rows. Nothing is read before the view is seen. */
export function registerApi(dependencies: ApiDependencies): vscode.Disposable {
	const { log } = dependencies;
	const tree = new ApiTreeDataProvider(dependencies, message => {
		view.message = message;
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
