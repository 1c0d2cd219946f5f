import type { SessionEntry } from '../flowlu/sessionEntry';
import * as vscode from 'vscode';
import type { Account } from '../flowlu/account';
import { labelProblem, longestLabel } from '../sessions/labels';
import type { Validation } from './promptText';

/** Why a session of the account cannot have the label, in words. */
export function labelValidation(
	others: readonly SessionEntry[],
	account: Account,
	text: string,
): Validation | undefined {
	switch (labelProblem(others, account, text)) {
		case 'empty':
			return { severity: 'error', message: vscode.l10n.t('Enter a label.') };
		case 'tooLong':
			return { severity: 'error', message: vscode.l10n.t('Enter at most {0} characters.', longestLabel) };
		case 'taken':
			return { severity: 'error', message: vscode.l10n.t('{0} already has a session of this label.', account.name) };
		case undefined:
			return undefined;
	}
}
