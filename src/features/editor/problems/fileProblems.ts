import * as vscode from 'vscode';
import { fileReferences } from '../../../http/document/fileReferences';
import { type Problem, problemAt } from '../../../http/problem';
import { parsedDocument } from '../../../scratchpads/parsedDocuments';
import { findFile } from '../../../scratchpads/workspaceFiles';

/** Files that are looked for at once; a request whose file is missing says so when it is sent, too. */
const maxFiles = 200;

/** The files and imports of a document that are not there or not to be read. In a workspace that is not trusted, none is looked for. */
export async function problemsOfFiles(document: vscode.TextDocument): Promise<Problem[]> {
	if (!vscode.workspace.isTrusted) {
		return [];
	}
	const references = fileReferences(parsedDocument(document)).slice(0, maxFiles);
	const found = await Promise.all(references.map(({ text }) => findFile(document, text)));
	return references.flatMap(({ span }, index) => {
		const refusal = found[index];
		return refusal !== undefined && 'code' in refusal ? [problemAt(refusal.code, span, refusal.detail)] : [];
	});
}
