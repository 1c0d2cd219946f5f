import * as vscode from 'vscode';
import type { LinksDependencies } from './followLink';

/** Links into VS Code, `vscode://flowlu-workbench.flowlu-workbench/…`: any web page can have them. */
export function registerLinks(dependencies: LinksDependencies): vscode.Disposable {
	return vscode.window.registerUriHandler({
		handleUri: async uri => (await import('./followLink')).followLink(uri, dependencies),
	});
}
