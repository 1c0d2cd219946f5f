import * as vscode from 'vscode';
import { addressOf } from './documents/documentAddress';
import { scheme } from './documents/scheme';

/** Shows a response's document in the column where responses are shown, else beside the active editor. */
export async function showInResponseColumn(
	uri: vscode.Uri,
	options: { readonly preserveFocus: boolean; readonly preview: boolean },
): Promise<void> {
	const viewColumn = responseColumn(uri) ?? vscode.ViewColumn.Beside;
	await vscode.window.showTextDocument(uri, { ...options, viewColumn });
}

/** The open tabs of a request block's responses. */
export function tabsOf(key: string): readonly vscode.Tab[] {
	return vscode.window.tabGroups.all
		.flatMap(group => group.tabs)
		.filter(tab => {
			const uri = uriOf(tab);
			return uri !== undefined && addressOf(uri)?.key === key;
		});
}

/** Whether a tab shows the document; one that another extension has opened may have none, and is never closed. */
export function isInTab(uri: vscode.Uri): boolean {
	const key = addressOf(uri)?.key;
	return key !== undefined && tabsOf(key).some(tab => uriOf(tab)?.toString() === uri.toString());
}

export function uriOf({ input }: vscode.Tab): vscode.Uri | undefined {
	return input instanceof vscode.TabInputText ? input.uri : undefined;
}

function responseColumn(uri: vscode.Uri): vscode.ViewColumn | undefined {
	const shown = (matches: (other: vscode.Uri) => boolean) =>
		vscode.window.tabGroups.all.find(group =>
			group.tabs.some(tab => {
				const other = uriOf(tab);
				return other !== undefined && matches(other);
			}),
		)?.viewColumn;
	return shown(other => other.toString() === uri.toString()) ?? shown(other => other.scheme === scheme);
}
