import * as vscode from 'vscode';
import type { Exchange } from '../../exchanges/exchange';
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

/** The URI whose last segment is the tab's title, and whose ending decides the language. */
export function documentUri(view: View, key: string, { request, reading, session }: Exchange): vscode.Uri {
	const name = documentName(request.url);
	const title = view === 'headers' ? `${name}.headers.txt` : `${name}.${extensions[reading.kind]}`;
	return vscode.Uri.from({ scheme, path: `/${session.account.name}/${title}`, query: `${view}=${key}` });
}

export function addressOf(uri: vscode.Uri): DocumentAddress | undefined {
	const { view, key } = /^(?<view>body|headers)=(?<key>\d+)$/u.exec(uri.query)?.groups ?? {};
	return uri.scheme === scheme && key !== undefined && (view === 'body' || view === 'headers')
		? { view, key }
		: undefined;
}
