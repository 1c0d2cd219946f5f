// Stands for an extension, or whatever else can run commands, that wants to have something sent: it runs all of ours with all that it can think of.
import * as vscode from 'vscode';

export function activate(context: vscode.ExtensionContext): void {
	context.subscriptions.push(
		vscode.commands.registerCommand('intruder.runAll', async () => {
			await attack(await allCommands());
			vscode.window.setStatusBarMessage('Intruder has run all');
		}),
		vscode.commands.registerCommand('intruder.send', async () => {
			await attack(['flowlu.send']);
			vscode.window.setStatusBarMessage('Intruder has sent');
		}),
	);
}

/** The sandbox would have requests of its own; what VS Code itself makes for the view would only hide it. */
async function allCommands(): Promise<readonly string[]> {
	return (await vscode.commands.getCommands(true)).filter(id =>
		/^_?flowlu\.(?!startSandbox|stopSandbox|accounts\.)/u.test(id),
	);
}

async function attack(ids: readonly string[]): Promise<void> {
	const own = await vscode.workspace.openTextDocument({ language: 'flowlu-http', content: 'GET core/user/list\n' });
	// Before anything else is the active editor.
	const lists = hostileArguments(own);
	for (const id of ids) {
		for (const args of lists) {
			await run(id, args);
		}
	}
}

function hostileArguments(own: vscode.TextDocument): readonly (readonly unknown[])[] {
	const seen = vscode.window.activeTextEditor?.document.uri ?? own.uri;
	const beside = vscode.Uri.joinPath(seen, '../1-first-request.flowlu.http');
	const account = { name: 'acme', origin: 'https://evil.example' };
	return [
		[seen.toString(), 0],
		[seen],
		[own.uri.toString(), 0],
		[beside.toString(), 0],
		[vscode.Uri.parse('flowlu-response:/1/core_user_list.json')],
		[account],
		[{ session: { id: '1', account, grant: 'apiKey', label: 'Mine' }, active: true }],
	];
}

/** Whatever the command asks or says is put away, so that it ends. */
async function run(id: string, args: readonly unknown[]): Promise<void> {
	const running = new Set([id]);
	const end = () => running.delete(id);
	vscode.commands.executeCommand(id, ...args).then(end, end);
	while (running.size > 0) {
		await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
		await vscode.commands.executeCommand('notifications.clearAll');
	}
}
