import * as vscode from 'vscode';
import { describeApiError } from '../../messages/faultMessages';
import type { Redactor } from '../../net/redaction/redact';
import type { Exchange } from '../../exchanges/exchange';
import type { Span } from '../../json/jsonText';
import { findJsonValue, textAt } from '../../json/values';
import { diagnostic } from '../../ui/shown';
import type { DocumentAddress } from './documents/documentAddress';
import { scheme } from './documents/scheme';
import { isInTab, uriOf } from './tabs';

/** Responses with errors are short; a longer text is not searched. */
const searchedCharacters = 500_000;

/** More than a page shows; each is looked for. */
const maxFields = 100;

const messagePaths = [
	['error', 'error_msg'],
	['error', 'error_code'],
	['error_descrption'],
	['error_description'],
	['error', 'message'],
	['message'],
	['detail'],
	['description'],
	['error'],
];

/**
 * Marks what errors say in the documents of the bodies of responses, as long as a tab shows them: VS Code keeps a document for a while after its tab was
 * closed.
 * @param at the response that a document is of
 */
export function registerErrorDiagnostics(
	at: (uri: vscode.Uri) => (DocumentAddress & { readonly exchange: Exchange }) | undefined,
	redactor: Redactor,
): vscode.Disposable {
	const diagnostics = vscode.languages.createDiagnosticCollection(scheme);
	function diagnose(document: vscode.TextDocument): void {
		const { uri } = document;
		if (uri.scheme === scheme) {
			const found = at(uri);
			diagnostics.set(uri, found?.view === 'body' ? errorDiagnostics(document, found.exchange, redactor) : []);
		}
	}
	return vscode.Disposable.from(
		diagnostics,
		vscode.workspace.onDidOpenTextDocument(diagnose),
		vscode.workspace.onDidChangeTextDocument(({ document }) => {
			if (isInTab(document.uri)) {
				diagnose(document);
			}
		}),
		vscode.window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
			for (const uri of closed.map(uriOf)) {
				if (uri?.scheme === scheme && !isInTab(uri)) {
					diagnostics.delete(uri);
				}
			}
			const shown = new Set(opened.map(tab => uriOf(tab)?.toString()));
			vscode.workspace.textDocuments.filter(({ uri }) => shown.has(uri.toString())).forEach(diagnose);
		}),
		vscode.workspace.onDidCloseTextDocument(({ uri }) => {
			diagnostics.delete(uri);
		}),
	);
}

/** Marks what an error says where it says it: the error itself, and each field at fault. */
function errorDiagnostics(
	document: vscode.TextDocument,
	{ reading: { envelope, kind } }: Exchange,
	redactor: Redactor,
): vscode.Diagnostic[] {
	if (envelope.kind !== 'error' || kind !== 'json') {
		return [];
	}
	const { error } = envelope;
	const text = document.getText();
	if (text.length > searchedCharacters) {
		return [];
	}
	const bytes = new TextEncoder().encode(text);
	const places: readonly (readonly [message: string, paths: readonly (readonly string[])[]])[] = [
		[describeApiError(error), messagePaths],
		...error.fields
			.filter(({ field }) => field !== '')
			.slice(0, maxFields)
			.map(
				({ field, message }) =>
					[
						`${field}: ${message}`,
						[
							['error', 'error_details', field],
							['details', field],
						],
					] as const,
			),
	];
	return places.flatMap(([message, paths]) => {
		const span = paths.map(path => findJsonValue({ bytes, large: new Map() }, path)).find(found => found !== undefined);
		return span === undefined
			? []
			: [
					diagnostic(rangeOf(document, bytes, span), redactor.redact(message), {
						severity: vscode.DiagnosticSeverity.Error,
						code: error.code,
					}),
				];
	});
}

function rangeOf(document: vscode.TextDocument, bytes: Uint8Array, { start, end }: Span): vscode.Range {
	const offset = textAt(bytes, { start: 0, end: start }).length;
	return new vscode.Range(
		document.positionAt(offset),
		document.positionAt(offset + textAt(bytes, { start, end }).length),
	);
}
