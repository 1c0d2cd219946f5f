import * as vscode from 'vscode';
import type { Prepared } from '../../../engine/prepare';
import { maskKnown } from '../../../net/redaction/maskKnown';
import type { Redactor } from '../../../net/redaction/redact';
import { showMessage } from '../../../ui/messages/messages';
import { copyText } from '../../../ui/shown';
import { variableNames } from '../../../http/code/codeRequest';
import { type Command, commandBody, commandText } from '../../../http/curl/commandText';

/** Puts a command of curl on the clipboard that sends the request, with a variable of the shell in the place of the credential. */
export async function copyAsCurl(
	{ place: { document, block }, request, bodyFiles, entry }: Prepared,
	redactor: Pick<Redactor, 'redact' | 'find'>,
): Promise<void> {
	const body = commandBody(document, block.body, request.body, bodyFiles);
	if (body === 'binary') {
		void showMessage('warning', vscode.l10n.t('Not copied: the body has binary data beside other content.'));
		return;
	}
	const { grant } = entry.session;
	const command = commandText(request, body, { grant, redact: redactor.redact });
	if (!command.ok) {
		void showMessage('warning', describeRefusal(command.reason));
		return;
	}
	const plain = commandText(request, body, { grant, redact: part => part });
	const hidden = !plain.ok || plain.text !== command.text;
	await copyText(maskKnown(command.text, redactor));
	const name = `$${variableNames[grant === 'apiKey' ? 'apiKey' : 'accessToken']}`;
	// Their quotes are others: what a request says could become a command there.
	const shells = vscode.l10n.t('Copied for bash, zsh, fish and dash; not for cmd or PowerShell.');
	const steps = hidden
		? vscode.l10n.t('Set {0} before you run it, and replace each ••• by its secret.', name)
		: vscode.l10n.t('Set {0} before you run it.', name);
	void showMessage('information', `${shells} ${steps}`);
}

function describeRefusal(reason: Extract<Command, { ok: false }>['reason']): string {
	switch (reason) {
		case 'controlCharacter':
			return vscode.l10n.t(
				'Not copied: the address, a header or the name of the body’s file has a control character, such as a tab, which a shell reads as a key.',
			);
		case 'headerBeyondAscii':
			return vscode.l10n.t(
				'Not copied: a header has a character beyond ASCII, which curl would send as other bytes. Send the request from here.',
			);
		case 'longLine':
			return vscode.l10n.t(
				'Not copied: the address, a header or the name of the body’s file is longer than terminals take in one line. Send the request from here.',
			);
	}
}
