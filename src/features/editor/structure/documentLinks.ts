import * as vscode from 'vscode';
import { linksWithin } from '../../../http/service/linkSpans';
import type { HttpDocument } from '../../../http/document/document';
import type { Span } from '../../../http/problem';
import { namedFile } from '../../../scratchpads/files/workspaceFiles';
import { rangeOf } from '../../../scratchpads/ranges';

/** Files of the workspace, and the hosts of addresses; none outside of it: nothing there is sent either. */
export function documentLinks(document: vscode.TextDocument, parsed: HttpDocument, span: Span): vscode.DocumentLink[] {
	return linksWithin(parsed, span).flatMap(link => {
		const target = link.kind === 'file' ? namedFile(document, link.path) : vscode.Uri.parse(`${link.origin}/`, false);
		return target === undefined ? [] : [new vscode.DocumentLink(rangeOf(document, link.span), target)];
	});
}
