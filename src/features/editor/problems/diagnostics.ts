import * as vscode from 'vscode';
import type { Problem, ProblemSeverity } from '../../../http/problem';
import type { EditorDependencies } from '../editorDependencies';
import { problemsOfCurl } from './curlProblems';
import { problemsOfFiles } from './fileProblems';
import { languageId } from '../../../scratchpads/languageId';
import { parsedDocument } from '../../../scratchpads/parsedDocuments';
import { memoize } from '../../../ui/memoize';
import type { ShownText } from '../../../net/redaction/shownText';
import { diagnostic } from '../../../ui/shown';

/** Milliseconds of silence after a keystroke before problems are shown anew. */
const settledAfter = 250;

const severities: Readonly<Record<ProblemSeverity, vscode.DiagnosticSeverity>> = {
	error: vscode.DiagnosticSeverity.Error,
	warning: vscode.DiagnosticSeverity.Warning,
	information: vscode.DiagnosticSeverity.Information,
};

type DiagnosticsDependencies = Pick<EditorDependencies, 'files' | 'environments' | 'choices' | 'log'>;

/** Underlines the problems of open scratchpads. */
export function registerDiagnostics(dependencies: DiagnosticsDependencies): vscode.Disposable {
	const { files, environments, choices, log } = dependencies;
	const collection = vscode.languages.createDiagnosticCollection(languageId);
	const pending = new Map<vscode.TextDocument, ReturnType<typeof setTimeout>>();

	async function update(document: vscode.TextDocument): Promise<void> {
		pending.delete(document);
		if (document.languageId !== languageId) {
			return;
		}
		const { problemMessage } = await import('../../../scratchpads/problemMessages');
		await environments.follow(document);
		await choices.known();
		const { version } = document;
		const fileProblems = await problemsOfFiles(document);
		// What was typed meanwhile has its own turn.
		if (!document.isClosed && document.version === version) {
			const parsed = parsedDocument(document);
			const problems = [...parsed.allProblems, ...fileProblems, ...(await problemsOfCurl(parsed))];
			const redacted = memoize(text => log.redact(text));
			const messageOf = (problem: Problem): ShownText => redacted(problemMessage(problem));
			collection.set(document.uri, problems.map(toDiagnostic(document, messageOf)));
		}
	}

	function schedule(document: vscode.TextDocument): void {
		if (document.languageId === languageId) {
			clearTimeout(pending.get(document));
			pending.set(
				document,
				setTimeout(() => void update(document), settledAfter),
			);
		}
	}

	const updateAll = (): void => {
		vscode.workspace.textDocuments.forEach(document => void update(document));
	};
	updateAll();
	return vscode.Disposable.from(
		collection,
		files.onDidChange(updateAll),
		environments.onDidChange(updateAll),
		// Secrets that are to be redacted may have come.
		choices.onDidChange(updateAll),
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
	messageOf: (problem: Problem) => ShownText,
): (problem: Problem) => vscode.Diagnostic {
	return problem => {
		const { start, end } = problem.span;
		const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
		return diagnostic(range, messageOf(problem), { severity: severities[problem.severity], code: problem.code });
	};
}
