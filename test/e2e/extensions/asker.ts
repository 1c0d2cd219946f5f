// Stands for any extension that wants to act at Flowlu as the user: it asks VS Code for a session, and says whose it got.
import * as vscode from 'vscode';

export function activate(context: vscode.ExtensionContext): void {
	context.subscriptions.push(vscode.authentication.onDidChangeSessions(() => void tell()));
	// Without `createIfNone` VS Code puts the wish into the Accounts menu.
	void vscode.authentication.getSession('flowlu', [], {});
}

async function tell(): Promise<void> {
	const session = await vscode.authentication.getSession('flowlu', [], { silent: true });
	void vscode.window.showInformationMessage(`Asker acts as ${session?.account.label ?? 'nobody'}.`);
}
