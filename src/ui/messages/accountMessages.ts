import * as vscode from 'vscode';
import type { AccountKind } from '../../flowlu/account';

/** The word for a kind of account; beside a colour it says the same. */
export function kindWord(kind: AccountKind): string {
	return kind === 'production' ? vscode.l10n.t('production') : vscode.l10n.t('test');
}

/** The colour for a kind of account; contributed by package.json. */
export function kindColor(kind: AccountKind): vscode.ThemeColor {
	return new vscode.ThemeColor(kind === 'production' ? 'flowlu.productionAccount' : 'flowlu.testAccount');
}
