import * as vscode from 'vscode';
import type { Exchange } from '../../../exchanges/exchange';
import type { Redactor } from '../../../net/redaction/redact';
import { documentName } from './documentName';
import { scheme } from './scheme';

/** What a document shows of a response. */
export type View = 'body' | 'original' | 'filtered' | 'headers';

/** `original` is the text as it came, where `body` shows it as one reads it; `filtered` has the values that a path finds in it. */
export const views: readonly View[] = ['body', 'original', 'filtered', 'headers'];

/** Which document a URI is; `key` is the request block's. */
export interface DocumentAddress {
	readonly view: View;
	readonly key: string;
}

const extensions = { json: 'json', html: 'html', xml: 'xml', plaintext: 'txt', empty: 'txt', binary: 'txt' } as const;

/** A name stays what it was when it was first needed: a secret that is known later would make another document of the response. */
const names = new WeakMap<Exchange['response'], string>();

/** The URI whose last segment is the tab's title, and whose ending decides the language. */
export function documentUri(view: View, exchange: Exchange, redactor: Redactor): vscode.Uri {
	const { block, request, response, reading, session } = exchange;
	const name = names.get(response) ?? documentName(request.url, redactor);
	names.set(response, name);
	const endings: Readonly<Record<View, string>> = {
		body: extensions[reading.kind],
		original: `original.${extensions[reading.kind]}`,
		filtered: 'filtered.json',
		headers: 'headers.txt',
	};
	const title = `${name}.${endings[view]}`;
	return vscode.Uri.from({ scheme, path: `/${session.account.name}/${title}`, query: `${view}=${block}` });
}

export function addressOf(uri: vscode.Uri): DocumentAddress | undefined {
	const { name, key } = /^(?<name>[a-z]+)=(?<key>\d+)$/u.exec(uri.query)?.groups ?? {};
	const view = views.find(each => each === name);
	return uri.scheme === scheme && key !== undefined && view !== undefined ? { view, key } : undefined;
}
