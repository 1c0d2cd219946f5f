import * as vscode from 'vscode';
import type { RequestBlock } from '../../../http/document/document';
import { columnsFor } from '../../../scratchpads/files/rowFiles';
import type { Log } from '../../../ui/log';
import type { Suggestion } from './completionItems';

/**
 * The columns of the file for whose rows the request is sent.
 * @param close what is written behind a name: braces, where they are needed and not there
 */
export async function columnSuggestions(
	document: vscode.TextDocument,
	block: RequestBlock | undefined,
	close: string,
	{ redact }: Pick<Log, 'redact'>,
): Promise<Suggestion[]> {
	const { columns = [], fileName = '' } = (await columnsFor(document, block)) ?? {};
	const detail = redact(vscode.l10n.t('column of {0}', fileName));
	// A name is written as it is, so one with a known secret in it is not offered at all.
	return columns
		.filter(name => redact(name) === name)
		.map(name => ({ label: name, kind: vscode.CompletionItemKind.Field, detail, insert: name + close }));
}
