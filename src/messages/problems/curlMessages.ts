import * as l10n from '@vscode/l10n';
import type { CurlRefusal } from '../../http/curl/refusal';

/** Why a curl command cannot be sent as it is written, and what to do. */
export function curlMessage({ code, detail }: Pick<CurlRefusal, 'code' | 'detail'>): string {
	switch (code) {
		case 'curlCommand':
			return l10n.t('It cannot be read as a command.');
		case 'curlTooLong':
			return l10n.t('It is too long to be read as a command. Put its body into a file: --data-binary @file');
		case 'curlOpenQuote':
			return l10n.t('A quotation mark is not closed.');
		case 'curlSeveralCommands':
			return l10n.t('There is more than one command. End a line with a backslash where the next one belongs to it.');
		case 'curlNoAddress':
			return l10n.t('It has no address.');
		case 'curlSeveralAddresses':
			return l10n.t('It has several addresses; a request has one.');
		case 'curlRange':
			return l10n.t(
				'curl takes [ ] and { } in an address for a list of addresses. Add -g if they are part of the address.',
			);
		case 'curlConflict':
			return l10n.t('Of -I, -F and data (-d, --json), curl takes only one.');
		case 'curlMethod':
			return l10n.t('A method is written in capital letters: -X {0}', detail.toUpperCase());
		case 'curlHeader':
			return l10n.t("The header {0} cannot be sent as it is. Write -H 'Name: value', or remove it.", detail);
		case 'curlSemicolon':
			return l10n.t(
				'curl sends only what is before the semicolon in {0}. Put the value within double quotation marks, or use --form-string.',
				detail,
			);
		case 'curlCredential':
			return l10n.t(
				'{0} is a credential of its own. Remove it; the credential of the account is added when the request is sent.',
				detail,
			);
		case 'curlUnquoted':
			return l10n.t(
				'Outside quotation marks, {0} belongs to the shell. Put the whole value within single quotation marks, or remove what the shell would do.',
				detail,
			);
		case 'curlWindows':
			return l10n.t(
				'{0} is a sign of cmd or PowerShell. Copy the command for bash instead: single quotation marks, and a backslash at the end of a line.',
				detail,
			);
		case 'curlTypography':
			return l10n.t(
				'{0} is a sign of a word processor. Write \' or " for quotation marks, - for dashes, and plain spaces.',
				detail.trim() === '' ? 'U+00A0' : detail,
			);
		case 'curlJsonAsForm':
			return l10n.t(
				"curl would send this body as a form, but it is not one. Add -H 'Content-Type: application/json' for JSON.",
			);
		case 'curlUnwritable':
			return l10n.t('Its body cannot be written in a scratchpad as it is. Put it into a file: --data-binary @file');
		case 'curlShell':
			return l10n.t('Only a shell knows what {0} stands for. Write the value, or a variable such as {{name}}.', detail);
		case 'curlOption':
			return l10n.t('{0} is not supported.', detail);
		case 'curlMissingValue':
			return l10n.t('{0} needs a value.', detail);
		case 'curlFile':
			return l10n.t('{0}: a file can only be the whole body, by --data-binary @file', detail);
	}
}
