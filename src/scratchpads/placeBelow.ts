import type * as vscode from 'vscode';
import { parsedDocument } from './parsedDocuments';

/** Where another request goes, and what stands around it there. */
export interface PlaceBelow {
	readonly at: vscode.Position;
	/** Empty lines before it, as many as are wanting. */
	readonly before: string;
	/** An empty line behind it where another request follows. */
	readonly after: string;
	readonly isFirst: boolean;
}

/** The place below the request at the cursor. */
export function placeBelow({ document, selection }: vscode.TextEditor): PlaceBelow {
	const text = document.getText();
	const end = parsedDocument(document).blockAt(document.offsetAt(selection.active))?.span.end ?? text.length;
	const isFirst = text.trim() === '';
	const lineEnds = text.slice(text.slice(0, end).trimEnd().length, end).split('\n').length - 1;
	const missing = isFirst ? 0 : Math.max(0, 2 - lineEnds);
	return {
		at: document.positionAt(end),
		before: '\n'.repeat(missing),
		after: text.slice(end).trim() === '' ? '' : '\n',
		isFirst,
	};
}
