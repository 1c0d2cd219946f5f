import * as vscode from 'vscode';
import type { Account } from '../../flowlu/account';
import type { SessionEntry } from '../../flowlu/sessionEntry';
import { labelProblem, maxLabelLength } from '../../sessions/labels';
import { plural } from '../../messages/plural';
import type { Validation } from './promptText';

/** Why a session of the account cannot have the label, in words. */
export function labelValidation(
	others: readonly SessionEntry[],
	account: Account,
	text: string,
): Validation | undefined {
	switch (labelProblem(others, account, text)) {
		case 'empty':
			return { severity: 'error', message: vscode.l10n.t('Enter a name.') };
		case 'tooLong':
			return {
				severity: 'error',
				message: plural(
					vscode.l10n.t('{0, plural, one {Enter at most # character.} other {Enter at most # characters.}}'),
					maxLabelLength,
				),
			};
		case 'taken':
			return {
				severity: 'error',
				message: vscode.l10n.t('{0} already has a key or sign-in with this name.', account.name),
			};
		case undefined:
			return undefined;
	}
}
