// Clears the window between two tests. VS Code itself would ask what is to become of unsaved text.
import * as vscode from 'vscode';

export function activate({ subscriptions }: vscode.ExtensionContext): void {
	let cleared = 0;
	subscriptions.push(
		vscode.commands.registerCommand('stagehand.clear', async () => {
			await closeEditors();
			for (const command of [
				'workbench.action.closeQuickOpen',
				'workbench.action.closePanel',
				'notifications.clearAll',
			]) {
				await vscode.commands.executeCommand(command);
			}
			await vscode.env.clipboard.writeText('');
			vscode.window.setStatusBarMessage(`The window is clear: ${++cleared}.`);
		}),
	);
}

async function closeEditors(): Promise<void> {
	while (vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) {
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
	}
}
