// Stands for a later version of our extension, whose records the present one cannot read.
import * as vscode from 'vscode';

const key = 'session:00000000-0000-4000-8000-000000000099';
const record = JSON.stringify({ version: 2, vault: { sealed: 'what only a later version understands' } });

export async function activate({ secrets }: vscode.ExtensionContext): Promise<void> {
	const stored = await secrets.get(key);
	if (stored === undefined) {
		await secrets.store(key, record);
		void vscode.window.showInformationMessage('The later version has stored its session.');
	} else {
		void vscode.window.showInformationMessage(
			stored === record ? 'The later version finds its session as it was.' : 'The session was changed.',
		);
	}
}
