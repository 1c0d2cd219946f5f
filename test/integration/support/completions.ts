import * as vscode from 'vscode';

/**
 * What completes the text at a position, without words of the document, which are VS Code's own.
 * @param typed the character before it, where that is what makes VS Code ask
 */
export async function completionsAt(
	document: vscode.TextDocument,
	position: vscode.Position,
	typed?: string,
): Promise<vscode.CompletionItem[]> {
	const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
		'vscode.executeCompletionItemProvider',
		document.uri,
		position,
		typed,
	);
	return items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
}

export function labelOf({ label }: vscode.CompletionItem): string {
	return typeof label === 'string' ? label : label.label;
}

/** What is written when it is chosen. */
export function inserted({ insertText }: vscode.CompletionItem): string | undefined {
	return typeof insertText === 'string' ? insertText : insertText?.value;
}
