import * as vscode from 'vscode';

/** Opens and shows an unsaved document, a scratchpad unless another language is named. */
export async function openScratchpad(content: string, language = 'flowlu-http'): Promise<vscode.TextDocument> {
	for (;;) {
		const document = await vscode.workspace.openTextDocument({ language, content });
		// VS Code closes a document that nobody shows, gives its name anew, and may hand out the closed one under it.
		await vscode.window.showTextDocument(document, { preview: false });
		if (!document.isClosed && document.getText() === content) {
			return document;
		}
	}
}
