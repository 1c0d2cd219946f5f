import * as vscode from 'vscode';
import { linksWithin } from '../../../http/service/linkSpans';
import type { HttpDocument } from '../../../http/document/document';
import type { Span } from '../../../http/problem';
import { rangeOf } from '../../../scratchpads/ranges';

/** Files of the workspace, and the hosts of addresses. */
export function documentLinks(document: vscode.TextDocument, parsed: HttpDocument, span: Span): vscode.DocumentLink[] {
	return linksWithin(parsed, span).flatMap(link => {
		const target = link.kind === 'file' ? fileBeside(document, link.path) : vscode.Uri.parse(`${link.origin}/`, false);
		return target === undefined ? [] : [new vscode.DocumentLink(rangeOf(document, link.span), target)];
	});
}

/** Undefined outside the workspace: nothing there is sent either. */
function fileBeside({ uri }: vscode.TextDocument, path: string): vscode.Uri | undefined {
	const file = vscode.Uri.joinPath(uri, '..', path);
	return uri.scheme !== 'untitled' && vscode.workspace.getWorkspaceFolder(file) !== undefined ? file : undefined;
}
