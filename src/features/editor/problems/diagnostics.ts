import * as vscode from 'vscode';
import type { Problem, ProblemSeverity } from '../../../http/problem';
import type { EditorDependencies } from '../editorDependencies';
import { problemsOfCurl } from './curlProblems';
import { problemsOfFiles } from './fileProblems';
import { languageId } from '../../../scratchpads/languageId';
import { SettledDocuments } from './settledDocuments';
import { rangeOf } from '../../../scratchpads/ranges';
import { parsedDocument } from '../../../scratchpads/parsedDocuments';
import { coalesceEach } from '../../../ui/coalesce';
import { memoize } from '../../../ui/memoize';
import { yieldToEventLoop } from '../../../ui/yieldToEventLoop';
import type { ShownText } from '../../../net/redaction/shownText';
import { diagnostic } from '../../../ui/shown';

const severities: Readonly<Record<ProblemSeverity, vscode.DiagnosticSeverity>> = {
	error: vscode.DiagnosticSeverity.Error,
	warning: vscode.DiagnosticSeverity.Warning,
	information: vscode.DiagnosticSeverity.Information,
};

/** Requests that are made in a row to look for what sending would refuse: some milliseconds. */
const stepsAtOnce = 50;

type DiagnosticsDependencies = Pick<EditorDependencies, 'files' | 'environments' | 'choices' | 'log'>;

/** Underlines the problems of open scratchpads. */
export function registerDiagnostics(dependencies: DiagnosticsDependencies): vscode.Disposable {
	const { files, environments, choices, log } = dependencies;
	const collection = vscode.languages.createDiagnosticCollection(languageId);

	const update = coalesceEach(async (document: vscode.TextDocument) => {
		const { problemMessage } = await import('../../../messages/problems/problemMessages');
		await environments.follow(document);
		await choices.known();
		const { version } = document;
		// What was typed meanwhile has its own turn.
		const isCurrent = () => !document.isClosed && document.version === version;
		const parsed = parsedDocument(document);
		const fileProblems = await problemsOfFiles(document);
		const curlProblems = await problemsOfCurl(parsed);
		await inTurns(parsed.unknownSendingProblems, isCurrent);
		// Nothing may be awaited behind this: of a document that is closed, problems would stay.
		if (isCurrent()) {
			const problems = [...parsed.allProblems, ...fileProblems, ...curlProblems];
			const redacted = memoize(text => log.redact(text));
			const messageOf = (problem: Problem): ShownText => redacted(problemMessage(problem));
			collection.set(document.uri, problems.map(toDiagnostic(document, messageOf)));
		}
	});

	const documents = new SettledDocuments(
		document => {
			update(document).catch((error: unknown) => {
				log.error('The problems of a scratchpad could not be shown.', error);
			});
		},
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

/** Leaves the extension host to others after every few steps, and leaves off where they are no longer wanted. */
async function inTurns(steps: readonly (() => void)[], isWanted: () => boolean): Promise<void> {
	for (const [number, step] of steps.entries()) {
		step();
		if (number % stepsAtOnce === stepsAtOnce - 1) {
			await yieldToEventLoop();
			if (!isWanted()) {
				return;
			}
		}
	}
}

function toDiagnostic(
	document: vscode.TextDocument,
	messageOf: (problem: Problem) => ShownText,
): (problem: Problem) => vscode.Diagnostic {
	return problem => {
		const { span, severity, code } = problem;
		return diagnostic(rangeOf(document, span), messageOf(problem), { severity: severities[severity], code });
	};
}
