import * as vscode from 'vscode';
import type { HttpDocument, Reference } from '../../../http/document/document';
import { fileReferences } from '../../../http/document/fileReferences';
import { rangeOf } from '../../../scratchpads/ranges';
import { entriesOf, creatableFile } from '../../../scratchpads/files/workspaceFiles';
import { nearPaths, requestFileName, splitPath } from './nearPaths';
import { shownText } from '../../../ui/messages/windowRedactor';
import { quickFix } from '../../../ui/shown';

/** What mends the name of a file that is not there: one that may have been meant, or making it. */
export async function fileFixes(
	document: vscode.TextDocument,
	parsed: HttpDocument,
	{ diagnostics }: vscode.CodeActionContext,
): Promise<readonly vscode.CodeAction[]> {
	const missing = diagnostics.filter(({ code }) => code === 'missingFile');
	if (missing.length === 0) {
		return [];
	}
	const references = fileReferences(parsed);
	const fixes = missing.map(async diagnostic => {
		const offset = document.offsetAt(diagnostic.range.start);
		const reference = references.find(({ span }) => span.start === offset);
		return reference === undefined ? [] : fixesOf(document, reference, diagnostic);
	});
	return (await Promise.all(fixes)).flat();
}

async function fixesOf(
	document: vscode.TextDocument,
	{ kind, text: path, span }: Reference,
	diagnostic: vscode.Diagnostic,
): Promise<readonly vscode.CodeAction[]> {
	const { folder, name } = splitPath(path);
	const isOfRequests = kind === 'document' || kind === 'requests';
	const names = (await entriesOf(document, folder))
		.filter(entry => !entry.isFolder && (!isOfRequests || requestFileName.test(entry.name)))
		.map(entry => entry.name);
	const changes = nearPaths(path, names).map(near => {
		const action = fix(vscode.l10n.t('Change to {0}', near), diagnostic);
		action.edit?.replace(document.uri, rangeOf(document, span), near);
		return action;
	});
	const uri = isOfRequests && requestFileName.test(name) ? await creatableFile(document, path) : undefined;
	const actions = uri === undefined ? changes : [...changes, creation(path, uri, diagnostic)];
	actions.forEach((action, index) => {
		action.isPreferred = index === 0 && changes.length > 0;
	});
	return actions;
}

function creation(path: string, uri: vscode.Uri, diagnostic: vscode.Diagnostic): vscode.CodeAction {
	const title = vscode.l10n.t('Create {0}', path);
	const action = fix(title, diagnostic);
	action.edit?.createFile(uri, { ignoreIfExists: true });
	action.command = { command: 'vscode.open', title, arguments: [uri] };
	return action;
}

function fix(title: string, diagnostic: vscode.Diagnostic): vscode.CodeAction {
	const action = quickFix(shownText(title));
	action.edit = new vscode.WorkspaceEdit();
	action.diagnostics = [diagnostic];
	return action;
}
