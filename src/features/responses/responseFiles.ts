import * as vscode from 'vscode';
import { endingOf, namedFileOf } from '../../exchanges/fileName';
import type { Exchange } from '../../exchanges/exchange';
import type { Redactor } from '../../net/redaction/redact';
import { hasSecrets } from '../../net/redaction/secretSearch';
import { yieldToEventLoop } from '../../ui/yieldToEventLoop';
import { documentUri } from './documents/documentAddress';

/** The scheme of responses as files, which VS Code's own viewers and those of other extensions open. */
export const fileScheme = 'flowlu-response-file';

/** What a response is called as a file: as the server says, else as its document with the ending of its type. */
export function fileNameOf(exchange: Exchange, redactor: Redactor): string {
	const { headers, body } = exchange.response;
	const named = namedFileOf(headers);
	if (named !== undefined) {
		return redactor.redact(named);
	}
	const { path } = documentUri('body', exchange, redactor);
	const own = path.slice(path.lastIndexOf('/') + 1);
	const { kind } = exchange.reading;
	const isData = kind === 'json' || kind === 'html';
	const ending = isData ? undefined : (endingOf(headers, body) ?? (kind === 'binary' ? 'bin' : undefined));
	return ending === undefined ? own : `${own.slice(0, own.lastIndexOf('.'))}.${ending}`;
}

/** Where a response is as a file. The number tells apart what was sent later. */
export function fileUri(exchange: Exchange, redactor: Redactor): vscode.Uri {
	const { block, number, session } = exchange;
	const path = `/${session.account.name}/${block}/${number}/${fileNameOf(exchange, redactor)}`;
	return vscode.Uri.from({ scheme: fileScheme, path });
}

/** Did the server send secrets back? What is no text is looked through with each byte a character. */
export function holdsSecrets(
	{ reading: { kind, utf8 } }: Pick<Exchange, 'reading'>,
	redactor: Redactor,
): Promise<boolean> {
	return hasSecrets(utf8, kind === 'binary' ? 'windows-1252' : 'utf-8', redactor, yieldToEventLoop);
}

/**
 * Responses that are no text as files, to be read only. What holds a secret is none: another extension may open any file.
 * @param find the last exchange of a request
 */
export function responseFiles(
	find: (key: string) => Exchange | undefined,
	redactor: Redactor,
): vscode.FileSystemProvider {
	const never = new vscode.EventEmitter<vscode.FileChangeEvent[]>();

	function exchangeAt(uri: vscode.Uri): Exchange {
		const exchange = find(uri.path.split('/')[2] ?? '');
		if (exchange?.reading.kind !== 'binary' || fileUri(exchange, redactor).toString() !== uri.toString()) {
			throw vscode.FileSystemError.FileNotFound(uri);
		}
		return exchange;
	}

	function refuse(uri: vscode.Uri): never {
		throw vscode.FileSystemError.NoPermissions(uri);
	}

	return {
		onDidChangeFile: never.event,
		watch: () => new vscode.Disposable(() => undefined),
		stat: uri => {
			const { response, sentAt } = exchangeAt(uri);
			return {
				type: vscode.FileType.File,
				permissions: vscode.FilePermission.Readonly,
				ctime: sentAt,
				mtime: sentAt,
				size: response.body.length,
			};
		},
		readFile: async uri => {
			const exchange = exchangeAt(uri);
			return (await holdsSecrets(exchange, redactor)) ? refuse(uri) : exchange.response.body;
		},
		readDirectory: refuse,
		createDirectory: refuse,
		writeFile: refuse,
		delete: refuse,
		rename: refuse,
	};
}
