import * as vscode from 'vscode';
import type { CurlRefusal } from './refusal';

/** Why a curl command cannot be sent as it is written, and what to do. */
export function refusalWords(refusal: CurlRefusal): string {
	switch (refusal.kind) {
		case 'tooLong':
			return vscode.l10n.t('It is too long to be read as a command. Put its body into a file: --data-binary @file');
		case 'openQuote':
			return vscode.l10n.t('A quotation mark is not closed.');
		case 'severalCommands':
			return vscode.l10n.t(
				'There is more than one command. End a line with a backslash where the next one belongs to it.',
			);
		case 'noAddress':
			return vscode.l10n.t('It has no address.');
		case 'severalAddresses':
			return vscode.l10n.t('It has several addresses; a request has one.');
		case 'jsonAsForm':
			return vscode.l10n.t(
				"curl would send this body as a form, and it is none. Add -H 'Content-Type: application/json' for JSON.",
			);
		case 'unwritable':
			return vscode.l10n.t(
				'Its body cannot be written in a scratchpad as it is. Put it into a file: --data-binary @file',
			);
		case 'shell':
			return vscode.l10n.t(
				'Only a shell knows what {0} stands for. Write the value, or a variable such as {{name}}.',
				refusal.text,
			);
		case 'option':
			return vscode.l10n.t('{0} is not supported.', refusal.text);
		case 'missingValue':
			return vscode.l10n.t('{0} needs a value.', refusal.text);
		case 'file':
			return vscode.l10n.t('{0}: a file is taken only as the whole body, by --data-binary @file', refusal.text);
	}
}
