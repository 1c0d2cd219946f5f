import * as vscode from 'vscode';
import { plural } from '../../../messages/plural';
import { headerOf, type HttpHeader } from '../../../net/http';
import type { Redactor } from '../../../net/redaction/redact';
import type { Exchange } from '../../../exchanges/exchange';
import { hexDump } from '../hexDump';
import { formatBytes, formatDuration } from '../../../messages/units';
import { timingRows } from '../timingRows';

const dumpedBytes = 1024;

/** What a document shows whose response is no longer kept. */
export function droppedText(): string {
	return vscode.l10n.t('This response was removed from memory. Send the request again to get a new one.');
}

/** What a document shows once a newer response to its request has another name or type, and so another document. */
export function newerText(): string {
	return vscode.l10n.t('The request was sent again, and the newer response has a different name or type.');
}

/** The request as it was before signing, and the head of the response; not redacted. */
export function headersDocumentText({ request, response, session }: Exchange): string {
	const credential =
		session.grant === 'apiKey'
			? vscode.l10n.t('The API key of “{0}” is added as api_key when the request is sent.', session.label)
			: vscode.l10n.t('The access token of “{0}” is added as Authorization when the request is sent.', session.label);
	const lines = [
		`${request.method} ${request.url}`,
		...request.headers.map(headerLine),
		'',
		`# ${credential}`,
		`# ${vscode.l10n.t('The response arrived after {0}:', formatDuration(response.milliseconds))}`,
		...timingRows(response.timing).map(row => `#   ${row}`),
		'',
		`${response.status} ${response.statusText}`.trimEnd(),
		...response.headers.map(headerLine),
		'',
	];
	return lines.join('\n');
}

function headerLine([name, value]: HttpHeader): string {
	return `${name}: ${value}`;
}

/** The document of a body that is no text: its type, its size and its first bytes. */
export function binaryDocumentText({ headers, body }: Exchange['response'], redactor: Redactor): string {
	const head = body.subarray(0, dumpedBytes);
	const type = headerOf(headers, 'content-type') ?? vscode.l10n.t('unknown type');
	const title = vscode.l10n.t('Binary data: {0}, {1}.', type, formatBytes(body.length));
	// The dump would show in pieces what the redactor would find whole.
	const characters = Array.from(head, byte => String.fromCharCode(byte)).join('');
	if (redactor.redact(characters) !== characters) {
		return `${title}\n${vscode.l10n.t('Its first bytes contain a secret and are not shown.')}\n`;
	}
	const part =
		body.length > dumpedBytes
			? plural(vscode.l10n.t('{0, plural, one {The first byte:} other {The first # bytes:}}'), dumpedBytes)
			: '';
	return [title, part, '', hexDump(head), ''].filter((line, index) => line !== '' || index > 1).join('\n');
}
