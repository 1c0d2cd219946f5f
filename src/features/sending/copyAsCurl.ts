import * as vscode from 'vscode';
import type { Prepared } from '../../engine/prepare';
import type { HttpDocument, RequestBlock } from '../../http/document/document';
import type { HttpRequest } from '../../net/http';
import type { Log } from '../../ui/log';
import { showMessage } from '../../ui/messages/messages';
import { type CommandBody, commandText } from '../../http/curl/commandText';

/** Puts a command of curl on the clipboard that sends the request, with a variable of the shell in the place of the credential. */
export async function copyAsCurl(
	{ place: { document, block }, request, entry }: Prepared,
	{ redact }: Pick<Log, 'redact'>,
): Promise<void> {
	const body = bodyOf(document, block, request);
	if (body === 'binary') {
		void showMessage('warning', vscode.l10n.t('Not copied: the body has binary data beside other content.'));
		return;
	}
	const { grant } = entry.session;
	const text = commandText(request, body, { grant, redact });
	const hidden = text !== commandText(request, body, { grant, redact: part => part });
	await vscode.env.clipboard.writeText(text);
	const name = grant === 'apiKey' ? '$FLOWLU_API_KEY' : '$FLOWLU_ACCESS_TOKEN';
	void showMessage(
		'information',
		hidden
			? vscode.l10n.t('Copied. Set {0} before you run it, and replace each ••• by its secret.', name)
			: vscode.l10n.t('Copied. Set {0} before you run it.', name),
	);
}

function bodyOf(
	parsed: HttpDocument,
	{ body: written }: RequestBlock,
	{ body }: HttpRequest,
): CommandBody | 'binary' | undefined {
	if (body === undefined) {
		return undefined;
	}
	const [file, ...others] = written?.files ?? [];
	const isWhole = file !== undefined && others.length === 0 && file.encoding === undefined && written?.kind === 'file';
	if (isWhole) {
		return { path: parsed.text.slice(file.pathSpan.start, file.pathSpan.end) };
	}
	return typeof body === 'string' ? { text: body } : 'binary';
}
