import * as vscode from 'vscode';

/** The JSON of media/catalog.json, still to be parsed as a catalog. @throws Error when it cannot be read */
export async function readCatalog(extensionUri: vscode.Uri): Promise<unknown> {
	const file = vscode.Uri.joinPath(extensionUri, 'media', 'catalog.json');
	return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
}
