import * as vscode from 'vscode';
import type { Fix } from '../../../http/service/fixes/fix';
import { fixesFor } from '../../../http/service/fixes/fixes';
import type { HttpDocument } from '../../../http/document/document';
import { documentedMetadata } from '../hover/metadataDocumentation';
import { rangeOf } from '../../../scratchpads/ranges';
import { problemsOfCurl } from './curlProblems';
import { shownText } from '../../../ui/messages/windowRedactor';
import { quickFix } from '../../../ui/shown';

/** What mends the problems that are underlined in the range. */
export async function quickFixes(
	document: vscode.TextDocument,
	parsed: HttpDocument,
	{ diagnostics }: vscode.CodeActionContext,
): Promise<vscode.CodeAction[]> {
	const ofCurl = diagnostics.some(({ code }) => typeof code === 'string' && code.startsWith('curl'))
		? await problemsOfCurl(parsed)
		: [];
	const names = documentedMetadata().map(({ name }) => name);
	return diagnostics.flatMap(diagnostic => {
		const offset = document.offsetAt(diagnostic.range.start);
		const block = parsed.blockAt(offset);
		const problems = [...(block?.problems ?? []), ...(block?.sendingProblems ?? []), ...parsed.problems, ...ofCurl];
		const problem = problems.find(({ code, span }) => code === diagnostic.code && span.start === offset);
		const fixes = problem === undefined ? [] : fixesFor(parsed, problem, names);
		return fixes.map((fix, index) => action(document, diagnostic, fix, index === 0));
	});
}

function action(
	document: vscode.TextDocument,
	diagnostic: vscode.Diagnostic,
	fix: Fix,
	isPreferred: boolean,
): vscode.CodeAction {
	const made = quickFix(shownText(titleOf(fix)));
	made.edit = new vscode.WorkspaceEdit();
	for (const { span, text } of fix.changes) {
		made.edit.replace(document.uri, rangeOf(document, span), text);
	}
	made.diagnostics = [diagnostic];
	made.isPreferred = isPreferred;
	return made;
}

function titleOf({ kind, text }: Fix): string {
	switch (kind) {
		case 'define':
			return vscode.l10n.t('Define the variable: {0}', text);
		case 'ask':
			return vscode.l10n.t('Ask for {0} when the request is sent', text);
		case 'replace':
			return vscode.l10n.t('Change to {0}', text);
		case 'insert':
			return vscode.l10n.t('Insert {0}', text);
		case 'remove':
			return vscode.l10n.t('Remove this line');
		case 'ownLine':
			return vscode.l10n.t('Write {0} as a field on its own line', text);
		case 'continue':
			return vscode.l10n.t('Continue the value above: start the line with {0}', text);
		case 'asText':
			return vscode.l10n.t('Send as text: write {0} for the first characters', text);
		case 'removeScript':
			return vscode.l10n.t('Remove the script');
		case 'removeAll':
			return vscode.l10n.t('Remove all {0} such lines in this file', text);
		case 'relative':
			return vscode.l10n.t('Remove {0}: the address of the account is added when the request is sent', text);
		case 'removeCredential':
			return vscode.l10n.t('Remove the credential from this request');
		case 'removeCredentials':
			return vscode.l10n.t('Remove all credentials from the requests of this file');
		case 'quote':
			return vscode.l10n.t('Put it in quotation marks');
		case 'removeOption':
			return vscode.l10n.t('Remove it from the command');
		case 'separate':
			return vscode.l10n.t('Insert ### before it');
	}
}
