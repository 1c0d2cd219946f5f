import * as vscode from 'vscode';
import type { Redactor } from '../../net/redaction/redact';
import type { ColumnChoice } from './pageMessages';

interface ColumnItem extends vscode.QuickPickItem {
	readonly name: string;
}

/** Asks which columns are shown. @returns their names; undefined where the list was left, or nothing was chosen */
export async function chooseColumns(
	columns: readonly ColumnChoice[],
	{ redact }: Pick<Redactor, 'redact'>,
): Promise<readonly string[] | undefined> {
	const items = columns.map(({ name, title, isShown }): ColumnItem => ({
		label: redact(title),
		picked: isShown,
		...(title !== name && { description: redact(name) }),
		name,
	}));
	const chosen = await vscode.window.showQuickPick(items, {
		title: vscode.l10n.t('Columns of the Table'),
		placeHolder: vscode.l10n.t('Which fields are shown'),
		canPickMany: true,
		matchOnDescription: true,
	});
	return chosen === undefined || chosen.length === 0 ? undefined : chosen.map(({ name }) => name);
}
