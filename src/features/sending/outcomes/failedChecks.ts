import * as vscode from 'vscode';
import type { RequestStates } from '../../../engine/requestStates';
import { readCheckLine } from '../../../http/checks/checkLine';
import type { BlockTracker } from '../../../http/document/blockTracker';
import type { Redactor } from '../../../net/redaction/redact';
import { hasRequests, languageId } from '../../../scratchpads/languageId';
import { documentOf } from '../../../scratchpads/parsedDocuments';
import type { Log } from '../../../ui/log';
import { logErrors } from '../../../ui/providerErrors';
import { ownText } from '../../../ui/messages/windowRedactor';
import { diagnostic, quickFix } from '../../../ui/shown';
import { CheckFailures } from './checkFailures';
import { checkFailureText } from '../../../messages/checkMessages';

interface Needs {
	readonly states: RequestStates;
	readonly blocks: BlockTracker;
	readonly redactor: Redactor;
	readonly log: Log;
}

/** By which quick fixes know the diagnostics of checks. */
const code = 'failedCheck';

/** Underlines the checks that did not hold when their request was sent last, and offers to write what came. */
export function underlineFailedChecks({ states, blocks, redactor, log }: Needs): vscode.Disposable {
	const collection = vscode.languages.createDiagnosticCollection('flowlu-checks');
	const failures = new CheckFailures({ states, blocks, redactor });

	function draw(uri: string): void {
		const document = documentOf(uri);
		if (document === undefined || !hasRequests(document)) {
			return;
		}
		const diagnostics = failures.in(uri).map(({ result, span }) => {
			const range = new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
			const severity = vscode.DiagnosticSeverity.Error;
			return diagnostic(range, redactor.redactOwnText(checkFailureText(result)), { severity, code });
		});
		collection.set(document.uri, diagnostics);
	}

	function drawKnown(document: vscode.TextDocument): void {
		const uri = document.uri.toString();
		if (hasRequests(document) && failures.concern(uri)) {
			draw(uri);
		}
	}

	function quickFixes(document: vscode.TextDocument, { diagnostics }: vscode.CodeActionContext): vscode.CodeAction[] {
		const wanted = diagnostics.filter(found => found.code === code);
		if (wanted.length === 0) {
			return [];
		}
		return failures.in(document.uri.toString()).flatMap(({ result: { fitting }, line, span }) => {
			const { predicate } = readCheckLine(line);
			const at = wanted.find(({ range }) => document.offsetAt(range.start) === span.start);
			if (fitting === undefined || predicate === undefined || at === undefined) {
				return [];
			}
			const action = quickFix(ownText(vscode.l10n.t('Change to what came: {0}', fitting)));
			action.edit = new vscode.WorkspaceEdit();
			const from = document.positionAt(span.start + predicate.end);
			action.edit.replace(document.uri, new vscode.Range(from, at.range.end), ` ${fitting}`);
			action.diagnostics = [at];
			action.isPreferred = true;
			return [action];
		});
	}

	return vscode.Disposable.from(
		collection,
		states.onDidChange((_state, block) => {
			const uri = failures.note(block);
			if (uri !== undefined) {
				draw(uri);
			}
		}),
		vscode.workspace.onDidOpenTextDocument(drawKnown),
		vscode.workspace.onDidChangeTextDocument(({ document }) => {
			drawKnown(document);
		}),
		vscode.workspace.onDidCloseTextDocument(({ uri }) => {
			collection.delete(uri);
		}),
		vscode.languages.registerCodeActionsProvider(
			languageId,
			logErrors<vscode.CodeActionProvider>(
				{ provideCodeActions: (document, _range, context) => quickFixes(document, context) },
				log,
			),
			{ providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
		),
	);
}
