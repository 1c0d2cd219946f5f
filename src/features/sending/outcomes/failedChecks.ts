import * as vscode from 'vscode';
import type { RequestStates } from '../../../engine/requestStates';
import type { CheckResult } from '../../../exchanges/checks/checkResult';
import { readCheckLine } from '../../../http/checks/checkLine';
import type { BlockId, BlockTracker, Place } from '../../../http/document/blockTracker';
import { shiftedSpan, type Span } from '../../../http/problem';
import type { Redactor } from '../../../net/redaction/redact';
import { languageId } from '../../../scratchpads/languageId';
import { documentOf } from '../../../scratchpads/parsedDocuments';
import type { Log } from '../../../ui/log';
import { logErrors } from '../../../ui/providerErrors';
import { diagnostic } from '../../../ui/shown';
import { checkFailureText } from '../../../messages/checkMessages';

interface Needs {
	readonly states: RequestStates;
	readonly blocks: BlockTracker;
	readonly redactor: Redactor;
	readonly log: Log;
}

/** A check that did not hold, with its line as it was then: one that was edited since is another one. */
interface Failed {
	readonly result: CheckResult;
	readonly line: string;
}

/** By which quick fixes know the diagnostics of checks. */
const code = 'failedCheck';

/** Underlines the checks that did not hold when their request was sent last, and offers to write what came. */
export function underlineFailedChecks({ states, blocks, redactor, log }: Needs): vscode.Disposable {
	const collection = vscode.languages.createDiagnosticCollection('flowlu-checks');
	const failed = new Map<BlockId, readonly Failed[]>();

	/** What failed in a document, where it stands now. */
	function failuresIn(uri: string): readonly (Failed & { readonly span: Span })[] {
		return [...failed].flatMap(([block, failures]) => {
			const place = blocks.find(block);
			if (place?.uri !== uri) {
				return [];
			}
			const spanOf = spansIn(place);
			return failures.flatMap(failure => {
				const span = spanOf(failure);
				return span === undefined ? [] : [{ ...failure, span }];
			});
		});
	}

	function draw(uri: string): void {
		const document = documentOf(uri);
		if (document === undefined) {
			return;
		}
		const diagnostics = failuresIn(uri).map(({ result, span }) => {
			const range = new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
			const severity = vscode.DiagnosticSeverity.Error;
			return diagnostic(range, redactor.redactOwnText(checkFailureText(result)), { severity, code });
		});
		collection.set(document.uri, diagnostics);
	}

	function note(block: BlockId): void {
		const state = states.of(block);
		const place = blocks.find(block);
		if (state?.kind === 'underWay' || place === undefined) {
			return;
		}
		const checks = state?.kind === 'ended' && state.outcome.kind === 'answered' ? state.outcome.checks : [];
		// What can never be carried out is underlined while it is written.
		const failures = checks.filter(({ kind, because }) => kind !== 'holds' && because !== 'unreadable');
		const before = failed.get(block);
		if (failures.length > 0) {
			const { text } = place.block;
			failed.set(
				block,
				failures.map(result => ({ result, line: text.slice(result.span.start, result.span.end) })),
			);
		} else {
			failed.delete(block);
		}
		if (failures.length > 0 || before !== undefined) {
			draw(place.uri);
		}
	}

	function quickFixes(document: vscode.TextDocument, { diagnostics }: vscode.CodeActionContext): vscode.CodeAction[] {
		const wanted = diagnostics.filter(found => found.code === code);
		if (wanted.length === 0) {
			return [];
		}
		return failuresIn(document.uri.toString()).flatMap(({ result: { fitting }, line, span }) => {
			const { predicate } = readCheckLine(line);
			const at = wanted.find(({ range }) => document.offsetAt(range.start) === span.start);
			if (fitting === undefined || predicate === undefined || at === undefined) {
				return [];
			}
			const action = new vscode.CodeAction(
				vscode.l10n.t('Change to what came: {0}', redactor.redactOwnText(fitting)),
				vscode.CodeActionKind.QuickFix,
			);
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
			note(block);
		}),
		vscode.workspace.onDidChangeTextDocument(({ document }) => {
			if (collection.has(document.uri)) {
				draw(document.uri.toString());
			}
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

/** Finds checks by their lines, after an edit too; of those that are the same, the one at its place. */
function spansIn({ block }: Place): (failed: Failed) => Span | undefined {
	const { text, checks } = block.parts;
	const byLine = new Map<string, Span>();
	const byPlace = new Map<string, Span>();
	for (const check of checks) {
		const line = text.slice(check.start, check.end);
		byPlace.set(`${check.start} ${line}`, check);
		if (!byLine.has(line)) {
			byLine.set(line, check);
		}
	}
	return ({ result, line }) => {
		const found = byPlace.get(`${result.span.start} ${line}`) ?? byLine.get(line);
		return found && shiftedSpan(found, block.span.start);
	};
}
