import * as vscode from 'vscode';
import type { CurlRefusal } from '../http/curl/refusal';

/** Why a curl command cannot be sent as it is written, and what to do. */
export function curlMessage({ code, detail }: CurlRefusal): string {
	switch (code) {
		case 'curlCommand':
			return vscode.l10n.t('It cannot be read as a command.');
		case 'curlTooLong':
			return vscode.l10n.t('It is too long to be read as a command. Put its body into a file: --data-binary @file');
		case 'curlOpenQuote':
			return vscode.l10n.t('A quotation mark is not closed.');
		case 'curlSeveralCommands':
			return vscode.l10n.t(
				'There is more than one command. End a line with a backslash where the next one belongs to it.',
			);
		case 'curlNoAddress':
			return vscode.l10n.t('It has no address.');
		case 'curlSeveralAddresses':
			return vscode.l10n.t('It has several addresses; a request has one.');
		case 'curlJsonAsForm':
			return vscode.l10n.t(
				"curl would send this body as a form, but it is not one. Add -H 'Content-Type: application/json' for JSON.",
			);
		case 'curlUnwritable':
			return vscode.l10n.t(
				'Its body cannot be written in a scratchpad as it is. Put it into a file: --data-binary @file',
			);
		case 'curlShell':
			return vscode.l10n.t(
				'Only a shell knows what {0} stands for. Write the value, or a variable such as {{name}}.',
				detail,
			);
		case 'curlOption':
			return vscode.l10n.t('{0} is not supported.', detail);
		case 'curlMissingValue':
			return vscode.l10n.t('{0} needs a value.', detail);
		case 'curlFile':
			return vscode.l10n.t('{0}: a file can only be the whole body, by --data-binary @file', detail);
	}
}
