import * as vscode from 'vscode';
import type { Problem, ProblemSeverity } from '../../http/problem';
import { parsedDocument } from './parsedDocuments';

/** Milliseconds of silence after a keystroke before problems are shown anew. */
const settled = 250;

const severities: Readonly<Record<ProblemSeverity, vscode.DiagnosticSeverity>> = {
	error: vscode.DiagnosticSeverity.Error,
	warning: vscode.DiagnosticSeverity.Warning,
	information: vscode.DiagnosticSeverity.Information,
};

/** Underlines the problems of open scratchpads. An environment that changes may bring or take variables. */
export function registerDiagnostics(languageId: string, environmentChanged: vscode.Event<void>): vscode.Disposable {
	const collection = vscode.languages.createDiagnosticCollection(languageId);
	const pending = new Map<vscode.TextDocument, ReturnType<typeof setTimeout>>();

	async function update(document: vscode.TextDocument): Promise<void> {
		pending.delete(document);
		if (document.languageId !== languageId) {
			return;
		}
		const { problemMessage } = await import('./problemMessages');
		if (!document.isClosed) {
			collection.set(document.uri, parsedDocument(document).allProblems.map(toDiagnostic(document, problemMessage)));
		}
	}

	function schedule(document: vscode.TextDocument): void {
		if (document.languageId === languageId) {
			clearTimeout(pending.get(document));
			pending.set(
				document,
				setTimeout(() => void update(document), settled),
			);
		}
	}

	const updateAll = (): void => {
		vscode.workspace.textDocuments.forEach(document => void update(document));
	};
	updateAll();
	return vscode.Disposable.from(
		collection,
		environmentChanged(updateAll),
		vscode.workspace.onDidOpenTextDocument(document => void update(document)),
		vscode.workspace.onDidChangeTextDocument(({ document }) => {
			schedule(document);
		}),
		vscode.workspace.onDidCloseTextDocument(document => {
			clearTimeout(pending.get(document));
			pending.delete(document);
			collection.delete(document.uri);
		}),
		new vscode.Disposable(() => {
			pending.forEach(clearTimeout);
		}),
	);
}

function toDiagnostic(
	document: vscode.TextDocument,
	problemMessage: (problem: Problem) => string,
): (problem: Problem) => vscode.Diagnostic {
	return problem => {
		const { start, end } = problem.span;
		const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
		const diagnostic = new vscode.Diagnostic(range, problemMessage(problem), severities[problem.severity]);
		diagnostic.source = 'Flowlu';
		diagnostic.code = problem.code;
		return diagnostic;
	};
}
