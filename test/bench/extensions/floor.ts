// The least that shows a response: a request by Node itself, its text in a read-only document beside the editor.
import { get } from 'node:http';
import * as vscode from 'vscode';

const scheme = 'bench-floor';

export function activate(context: vscode.ExtensionContext): void {
	const changed = new vscode.EventEmitter<vscode.Uri>();
	const uri = vscode.Uri.from({ scheme, path: '/floor.json' });
	let text = '';
	context.subscriptions.push(
		changed,
		vscode.workspace.registerTextDocumentContentProvider(scheme, {
			onDidChange: changed.event,
			provideTextDocumentContent: () => text,
		}),
		vscode.commands.registerCommand('bench.floor', async () => {
			text = JSON.stringify(JSON.parse(await responseOf(process.env['FLOWLU_BENCH_URL'] ?? '')), undefined, '\t');
			changed.fire(uri);
			const viewColumn = vscode.ViewColumn.Beside;
			await vscode.window.showTextDocument(uri, { viewColumn, preserveFocus: true, preview: false });
		}),
	);
}

function responseOf(url: string): Promise<string> {
	return new Promise((resolve, reject) => {
		get(url, response => {
			let text = '';
			response.setEncoding('utf8').on('data', (part: string) => {
				text += part;
			});
			response.on('end', () => {
				resolve(text);
			});
		}).on('error', reject);
	});
}
