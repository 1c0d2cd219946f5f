import * as vscode from 'vscode';
import type { Span } from '../../http/problem';
import { AnsweredLines, mainRange } from '../../ui/viewportRanges';
import { guarded } from '../../ui/providerErrors';
import { documentLinks } from './documentLinks';
import { documentSymbols } from './documentSymbols';
import type { LanguageParts } from './editorDependencies';
import { rangeOf } from './ranges';

/** Requests of a long document that an answer is about. */
const most = 500;

/** The outline and the links of scratchpads; of long ones, those of the requests around what is seen. */
export function registerAroundSeen({
	languageId,
	log,
	parsedDocument,
}: Pick<LanguageParts, 'languageId' | 'log' | 'parsedDocument'>): vscode.Disposable {
	return vscode.Disposable.from(
		registerAnew(spanIn =>
			vscode.languages.registerDocumentSymbolProvider(
				languageId,
				guarded(
					{
						provideDocumentSymbols: document => documentSymbols(document, parsedDocument(document), spanIn(document)),
					},
					log,
				),
			),
		),
		registerAnew(spanIn =>
			vscode.languages.registerDocumentLinkProvider(
				languageId,
				guarded(
					{ provideDocumentLinks: document => documentLinks(document, parsedDocument(document), spanIn(document)) },
					log,
				),
			),
		),
	);

	/** These providers have no event: VS Code asks for an answer when the text changes or when a provider comes. */
	function registerAnew(
		register: (spanIn: (document: vscode.TextDocument) => Span) => vscode.Disposable,
	): vscode.Disposable {
		const answered = new AnsweredLines(document => [mainRange(document)]);
		function spanIn(document: vscode.TextDocument): Span {
			const parsed = parsedDocument(document);
			const span = parsed.spanAround(document.offsetAt(mainRange(document).start), most);
			if (span.end - span.start < parsed.length) {
				answered.set(document, [rangeOf(document, span)]);
			}
			return span;
		}
		let registration = register(spanIn);
		const following = answered.onDidLeave(() => {
			// In this order the editor always has an answer.
			const before = registration;
			registration = register(spanIn);
			before.dispose();
		});
		return new vscode.Disposable(() => {
			following.dispose();
			answered.dispose();
			registration.dispose();
		});
	}
}
