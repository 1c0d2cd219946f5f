import * as vscode from 'vscode';
import type { Span } from '../../../http/problem';
import { languageId } from '../../../scratchpads/languageId';
import { parsedDocument } from '../../../scratchpads/parsedDocuments';
import type { Log } from '../../../ui/log';
import { logErrors } from '../../../ui/providerErrors';
import { ProvidedRanges, viewportOf } from '../../../ui/viewportRanges';
import { rangeOf } from '../../../scratchpads/ranges';
import { documentLinks } from './documentLinks';
import { memoize } from '../../../ui/memoize';
import { documentSymbols } from './documentSymbols';

/** Requests of a long document that a result is about. */
const maxRequests = 500;

/** The outline and the links of scratchpads; of long ones, those of the requests around the viewport. */
export function registerViewportProviders(log: Log): vscode.Disposable {
	return vscode.Disposable.from(
		registerAgain(spanIn =>
			vscode.languages.registerDocumentSymbolProvider(
				languageId,
				logErrors(
					{
						provideDocumentSymbols: document =>
							documentSymbols(
								document,
								parsedDocument(document),
								spanIn(document),
								memoize(text => log.redact(text)),
							),
					},
					log,
				),
			),
		),
		registerAgain(spanIn =>
			vscode.languages.registerDocumentLinkProvider(
				languageId,
				logErrors(
					{ provideDocumentLinks: document => documentLinks(document, parsedDocument(document), spanIn(document)) },
					log,
				),
			),
		),
	);
}

/** These providers have no event: VS Code asks for a result when the text changes or when a provider is registered. */
function registerAgain(
	register: (spanIn: (document: vscode.TextDocument) => Span) => vscode.Disposable,
): vscode.Disposable {
	const provided = new ProvidedRanges(document => [viewportOf(document)]);
	function spanIn(document: vscode.TextDocument): Span {
		const parsed = parsedDocument(document);
		const span = parsed.spanAround(document.offsetAt(viewportOf(document).start), maxRequests);
		if (span.end - span.start < parsed.length) {
			provided.set(document, [rangeOf(document, span)]);
		}
		return span;
	}
	let registration = register(spanIn);
	const subscription = provided.onDidLeave(() => {
		// In this order the editor always has a result.
		const before = registration;
		registration = register(spanIn);
		before.dispose();
	});
	return new vscode.Disposable(() => {
		subscription.dispose();
		provided.dispose();
		registration.dispose();
	});
}
