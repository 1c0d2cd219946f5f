import * as vscode from 'vscode';
import type { Problem, ProblemSeverity } from '../../../http/problem';
import type { EditorDependencies } from '../editorDependencies';
import { problemsOfCurl } from './curlProblems';
import { problemsOfFiles } from './fileProblems';
import { languageId } from '../../../scratchpads/languageId';
import { SettledDocuments } from './settledDocuments';
import { parsedDocument } from '../../../scratchpads/parsedDocuments';
import { memoize } from '../../../ui/memoize';
import type { ShownText } from '../../../net/redaction/shownText';
import { diagnostic } from '../../../ui/shown';

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

	async function update(document: vscode.TextDocument): Promise<void> {
		const { problemMessage } = await import('../../../scratchpads/messages/problemMessages');
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

	const documents = new SettledDocuments(
		document => void update(document),
		document => {
			collection.delete(document.uri);
		},
	);
	return vscode.Disposable.from(
		collection,
		documents,
		files.onDidChange(documents.lookAtAll),
		environments.onDidChange(documents.lookAtAll),
		// Secrets that are to be redacted may have come.
		choices.onDidChange(documents.lookAtAll),
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
