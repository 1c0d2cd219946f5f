import * as vscode from 'vscode';

/** A file that is dropped into a scratchpad becomes a line that sends it, if it is one of the workspace. */
export class FileDropEditProvider implements vscode.DocumentDropEditProvider {
	async provideDocumentDropEdits(
		{ uri }: vscode.TextDocument,
		_position: vscode.Position,
		dataTransfer: vscode.DataTransfer,
	): Promise<vscode.DocumentDropEdit | undefined> {
		const list = await dataTransfer.get('text/uri-list')?.asString();
		const [first = ''] = list?.split(/\r?\n/u).filter(line => line !== '' && !line.startsWith('#')) ?? [];
		const path = first === '' ? undefined : relativePath(vscode.Uri.joinPath(uri, '..'), vscode.Uri.parse(first));
		if (path === undefined || vscode.workspace.getWorkspaceFolder(uri) === undefined) {
			return undefined;
		}
		const edit = new vscode.DocumentDropEdit(`< ${path}`);
		edit.title = vscode.l10n.t('Send the file as the body');
		return edit;
	}
}

/** From a folder to a file of the same workspace folder: `./a/b.json`, `../c.json`. Undefined for a file of none. */
function relativePath(folder: vscode.Uri, file: vscode.Uri): string | undefined {
	const workspace = vscode.workspace.getWorkspaceFolder(file);
	if (workspace === undefined || workspace !== vscode.workspace.getWorkspaceFolder(folder)) {
		return undefined;
	}
	const from = folder.path.split('/');
	const to = file.path.split('/');
	const shared = from.findIndex((name, index) => name !== to[index]);
	const same = shared < 0 ? from.length : shared;
	const up = from.slice(same).map(() => '..');
	return [...(up.length === 0 ? ['.'] : up), ...to.slice(same)].join('/');
}
