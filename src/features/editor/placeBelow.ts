import type * as vscode from 'vscode';
import { parsedDocument } from '../../scratchpads/parsedDocuments';

/** Where another request goes: below the one at the cursor, behind a text that separates them, which ends in `###\n` unless the scratchpad is empty. */
export function placeBelow({ document, selection }: vscode.TextEditor): {
	readonly at: vscode.Position;
	readonly separator: string;
} {
	const block = parsedDocument(document).blockAt(document.offsetAt(selection.active));
	const at = document.positionAt(block?.span.end ?? document.getText().length);
	const isFirst = document.getText().trim() === '';
	return { at, separator: isFirst ? '' : `${at.character === 0 ? '' : '\n'}\n###\n` };
}
