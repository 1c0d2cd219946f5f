import * as vscode from 'vscode';
import type { HttpDocument } from '../../../../http/document/document';
import { shiftedSpan, type Span } from '../../../../http/problem';
import { rangeOf } from '../../../../scratchpads/ranges';
import type { EditorDependencies } from '../../editorDependencies';
import { accountOrigins } from './catalogDiagnostics';
import type { CatalogFinding, Insertion } from './catalogFinding';
import { catalogFindings } from './catalogFindings';
import { shownText } from '../../../../ui/messages/windowRedactor';
import { quickFix } from '../../../../ui/shown';

/** What may have been meant where the catalog knows otherwise, and what is missing. */
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
	// Several fields may be missing at one place.
	const isSamePlace = (one: vscode.Diagnostic, other: vscode.Diagnostic): boolean =>
		one.code === other.code && one.range.start.isEqual(other.range.start);
	const places = suspects.filter((one, index) => suspects.findIndex(other => isSamePlace(one, other)) === index);
	return places.flatMap(diagnostic => {
		const offset = document.offsetAt(diagnostic.range.start);
		const block = parsed.blockAt(offset);
		if (block === undefined) {
			return [];
		}
		const from = block.span.start;
		const actions = catalogFindings(loaded, block, origins)
			.filter(({ details, span }) => details.code === diagnostic.code && from + span.start === offset)
			.flatMap(found => [
				...found.suggestions.map(suggestion => replacement(document, shiftedSpan(found.span, from), suggestion)),
				...(found.insertion === undefined ? [] : [insertion(document, from, { ...found, ...found.insertion })]),
			]);
		actions.forEach((action, index) => {
			action.diagnostics = suspects.filter(other => isSamePlace(diagnostic, other));
			action.isPreferred = index === 0;
		});
		return actions;
	});
}

function replacement(document: vscode.TextDocument, span: Span, text: string): vscode.CodeAction {
	const title = text === '' ? vscode.l10n.t('Remove the comma') : vscode.l10n.t('Change to {0}', text);
	const action = quickFix(shownText(title));
	action.edit = new vscode.WorkspaceEdit();
	action.edit.replace(document.uri, rangeOf(document, span), text);
	return action;
}

/** The value is typed next. */
function insertion(
	document: vscode.TextDocument,
	from: number,
	{ details, offset, before, after }: CatalogFinding & Insertion,
): vscode.CodeAction {
	const title =
		details.code === 'missingField'
			? vscode.l10n.t('Insert the field {0}', details.name)
			: vscode.l10n.t('Insert {0}', before.trim());
	const action = quickFix(shownText(title));
	const snippet = new vscode.SnippetString().appendText(before).appendTabstop(0).appendText(after);
	action.edit = new vscode.WorkspaceEdit();
	action.edit.set(document.uri, [vscode.SnippetTextEdit.insert(document.positionAt(from + offset), snippet)]);
	return action;
}
