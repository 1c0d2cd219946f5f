import * as vscode from 'vscode';
import type { Redactor } from '../../net/redaction/redact';
import { ownText } from '../../ui/messages/windowRedactor';
import { type PickItem, pickSome } from '../../ui/prompts/pick';
import type { ColumnChoice } from './pageMessages';

interface ColumnItem extends PickItem {
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
	const chosen = await pickSome(items, {
		title: ownText(vscode.l10n.t('Columns of the Table')),
		placeHolder: ownText(vscode.l10n.t('Which fields are shown')),
	});
	return chosen === undefined || chosen.length === 0 ? undefined : chosen.map(({ name }) => name);
}
