import * as vscode from 'vscode';
import type { Exchange } from '../../../exchanges/exchange';
import type { BlockId } from '../../../http/document/blockTracker';
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

/** Requests whose last name is known. */
const maxNames = 1000;

/** The last one of each request that was shown, so that sending it again changes no title without need; the oldest first. */
const lastNames = new Map<BlockId, string>();

/** Two requests may ask for the same with other parameters: the second whose tab is open has a number. */
function nameFor({ block, request, response, session }: Exchange, redactor: Redactor): string {
	const known = names.get(response);
	if (known !== undefined) {
		return known;
	}
	const plain = documentName(request.url, redactor);
	const last = lastNames.get(block);
	let name = last?.replace(/-\d+$/u, '') === plain ? last : plain;
	for (let number = 1; isTaken(session.account.name, name, block); number++) {
		name = number === 1 ? plain : `${plain}-${number}`;
	}
	names.set(response, name);
	lastNames.delete(block);
	lastNames.set(block, name);
	for (const oldest of [...lastNames.keys()].slice(0, -maxNames)) {
		lastNames.delete(oldest);
	}
	return name;
}

/** Whether a tab shows a response to another request by this name, and not only until the next one is shown. */
function isTaken(account: string, name: string, block: BlockId): boolean {
	return vscode.window.tabGroups.all
		.flatMap(({ tabs }) => tabs)
		.some(
			({ input, isPreview }) =>
				!isPreview &&
				input instanceof vscode.TabInputText &&
				input.uri.path.startsWith(`/${account}/${name}.`) &&
				addressOf(input.uri) !== undefined &&
				addressOf(input.uri)?.key !== String(block),
		);
}

/** The URI whose last segment is the tab's title, and whose ending decides the language. */
export function documentUri(view: View, exchange: Exchange, redactor: Redactor): vscode.Uri {
	const { block, reading, session } = exchange;
	const name = nameFor(exchange, redactor);
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
