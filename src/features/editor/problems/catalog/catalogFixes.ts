import * as vscode from 'vscode';
import type { HttpDocument } from '../../../../http/document/document';
import type { EditorDependencies } from '../../editorDependencies';
import { accountOrigins } from './catalogDiagnostics';
import { catalogFindings } from './catalogFindings';

/** What may have been meant where the catalog knows otherwise. */
export async function catalogFixes(
	document: vscode.TextDocument,
	parsed: HttpDocument,
	{ diagnostics }: vscode.CodeActionContext,
	{ catalog, choices }: Pick<EditorDependencies, 'catalog' | 'choices'>,
): Promise<readonly vscode.CodeAction[]> {
	const suspects = diagnostics.filter(({ source }) => source === 'Flowlu');
	if (suspects.length === 0) {
		return [];
	}
	const loaded = await catalog.load();
	const origins = accountOrigins(choices);
	return suspects.flatMap(diagnostic => {
		const offset = document.offsetAt(diagnostic.range.start);
		const block = parsed.blockAt(offset);
		if (block === undefined) {
			return [];
		}
		const from = block.span.start;
		const found = catalogFindings(loaded, block, origins).find(
			({ details, span }) => details.code === diagnostic.code && from + span.start === offset,
		);
		return (found?.suggestions ?? []).map((suggestion, index) => {
			const title = suggestion === '' ? vscode.l10n.t('Remove the comma') : vscode.l10n.t('Change to {0}', suggestion);
			const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
			action.edit = new vscode.WorkspaceEdit();
			action.edit.replace(document.uri, diagnostic.range, suggestion);
			action.diagnostics = [diagnostic];
			action.isPreferred = index === 0;
			return action;
		});
	});
}
