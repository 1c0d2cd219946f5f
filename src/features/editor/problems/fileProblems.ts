import * as vscode from 'vscode';
import { rowProblems } from '../../../engine/rows/plannedRows';
import type { HttpDocument, Reference } from '../../../http/document/document';
import { fileReferences } from '../../../http/document/fileReferences';
import { type Problem, problemAt } from '../../../http/problem';
import { parsedDocument } from '../../../scratchpads/parsedDocuments';
import { rowColumns } from '../../../scratchpads/files/rowFiles';
import { findFile } from '../../../scratchpads/files/workspaceFiles';

/** Files that are looked for at once; a request whose file is missing says so when it is sent, too. */
const maxFiles = 200;

/**
 * The files and imports of a document that are not there or not to be read, and what is wrong with files of rows. In a workspace that is not trusted, none
 * is looked for.
 */
export async function problemsOfFiles(document: vscode.TextDocument): Promise<readonly Problem[]> {
	if (!vscode.workspace.isTrusted) {
		return [];
	}
	const parsed = parsedDocument(document);
	const references = fileReferences(parsed).slice(0, maxFiles);
	return (await Promise.all(references.map(reference => problemsOf(reference, parsed, document)))).flat();
}

async function problemsOf(
	{ kind, text, span }: Reference,
	parsed: HttpDocument,
	document: vscode.TextDocument,
): Promise<readonly Problem[]> {
	const block = kind === 'rows' ? parsed.blockAt(span.start) : undefined;
	if (block !== undefined) {
		const read = await rowColumns(document, text);
		return read === undefined ? [] : rowProblems({ document: parsed, block }, read, new Set());
	}
	const found = await findFile(document, text);
	return 'code' in found ? [problemAt(found.code, span, found.detail)] : [];
}
