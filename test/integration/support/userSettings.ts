import * as vscode from 'vscode';

/** Sets a setting of the user, `http.proxy` for example. */
export async function setSetting(name: string, value: unknown): Promise<void> {
	await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
}

export async function resetSettings(...names: readonly string[]): Promise<void> {
	for (const name of names) {
		await setSetting(name, undefined);
	}
}
