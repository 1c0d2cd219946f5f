import type * as vscode from 'vscode';
import type { HttpDocument } from '../../http/document';
import { parseDocument } from '../../http/parse';

const parsed = new WeakMap<vscode.TextDocument, { readonly version: number; readonly document: HttpDocument }>();

/** The parsed text of a document; parsed once per version, whoever asks. */
export function parsedDocument(document: vscode.TextDocument): HttpDocument {
	const known = parsed.get(document);
	if (known?.version === document.version) {
		return known.document;
	}
	const fresh = { version: document.version, document: parseDocument(document.getText()) };
	parsed.set(document, fresh);
	return fresh.document;
}
