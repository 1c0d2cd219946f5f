import * as vscode from 'vscode';
import { linksOf } from '../../http/aids/links';
import type { HttpDocument } from '../../http/document';
import { slicesOf } from '../../ui/turns';
import { rangeOf } from './ranges';

/** Files of the workspace, and the hosts of addresses. */
export async function documentLinks(
	document: vscode.TextDocument,
	parsed: HttpDocument,
	token: vscode.CancellationToken,
): Promise<vscode.DocumentLink[]> {
	const { version } = document;
	const links: vscode.DocumentLink[] = [];
	for await (const { start, text } of slicesOf(parsed.text)) {
		// Places are asked of the document, which goes on.
		if (token.isCancellationRequested || document.version !== version) {
			return [];
		}
		for (const link of linksOf(text)) {
			const range = rangeOf(document, { start: start + link.span.start, end: start + link.span.end });
			const target =
				link.kind === 'file' ? fileBeside(document, link.path) : vscode.Uri.parse(`${link.origin}/`, false);
			links.push(...(target === undefined ? [] : [new vscode.DocumentLink(range, target)]));
		}
	}
	return links;
}

/** Undefined outside the workspace: nothing there is sent either. */
function fileBeside({ uri }: vscode.TextDocument, path: string): vscode.Uri | undefined {
	const file = vscode.Uri.joinPath(uri, '..', path);
	return uri.scheme !== 'untitled' && vscode.workspace.getWorkspaceFolder(file) !== undefined ? file : undefined;
}
