import * as vscode from 'vscode';
import type { Exchange } from '../../exchanges/exchange';
import type { Redactor } from '../../net/redaction/redact';
import { documentName } from './documentName';
import { scheme } from './scheme';

/** What a document shows of a response. */
export type View = 'body' | 'headers';

/** Which document a URI is; `key` is the request block's. */
export interface DocumentAddress {
	readonly view: View;
	readonly key: string;
}

const extensions = { json: 'json', html: 'html', xml: 'xml', plaintext: 'txt', empty: 'txt', binary: 'txt' } as const;

/** A name stays what it was when it was first needed: a secret that is known later would make another document of the response. */
const names = new WeakMap<Exchange, string>();

/** The URI whose last segment is the tab's title, and whose ending decides the language. */
export function documentUri(view: View, exchange: Exchange, redactor: Redactor): vscode.Uri {
	const { block, request, reading, session } = exchange;
	const name = names.get(exchange) ?? documentName(request.url, redactor);
	names.set(exchange, name);
	const title = view === 'headers' ? `${name}.headers.txt` : `${name}.${extensions[reading.kind]}`;
	return vscode.Uri.from({ scheme, path: `/${session.account.name}/${title}`, query: `${view}=${block}` });
}

export function addressOf(uri: vscode.Uri): DocumentAddress | undefined {
	const { view, key } = /^(?<view>body|headers)=(?<key>\d+)$/u.exec(uri.query)?.groups ?? {};
	return uri.scheme === scheme && key !== undefined && (view === 'body' || view === 'headers')
		? { view, key }
		: undefined;
}
