import * as vscode from 'vscode';
import type { FileRefusal } from '../../engine/ports';
import { readRowTable } from '../../engine/rows/readRows';
import type { RowFault, RowTable } from '../../engine/rows/rowTable';
import { rowFileOf } from '../../http/build/sendingMetadata';
import type { RequestBlock } from '../../http/document/document';
import { cachedByBytes, FileRefusedError, findFile, namedFile } from './workspaceFiles';

type RowColumns = Pick<RowTable, 'columns'>;

/** Bytes; of a larger file nobody knows before sending whether it can be read: that would hold up the editor for more than a fifth of a second. */
const maxReadSize = 4_000_000;

/** Nothing of the rows themselves is kept. */
const columnsIn = cachedByBytes(maxReadSize, async (bytes, uri) => {
	const table = await readRowTable(bytes, uri.path);
	const result: RowColumns | RowFault = 'code' in table ? table : { columns: table.columns };
	return { result, size: 'code' in result ? 100 : 2 * result.columns.join().length };
});

/**
 * The columns of the file of rows that a document names, or why a request cannot be sent for its rows. The file is read again only when it has changed;
 * not at all where it is large or the workspace is not trusted, for which it is undefined.
 */
export async function rowColumns(
	document: vscode.TextDocument,
	path: string,
): Promise<RowColumns | RowFault | FileRefusal | undefined> {
	const named = namedFile(document, path);
	if (!vscode.workspace.isTrusted) {
		return undefined;
	}
	const found = await findFile(document, path);
	if ('code' in found || named === undefined) {
		return 'code' in found ? found : { code: 'fileOutside', detail: path };
	}
	try {
		return await columnsIn(named);
	} catch (error) {
		if (error instanceof FileRefusedError) {
			// It went away since it was found, or is larger than what is read here.
			return error.refusal.code === 'fileTooLarge' ? undefined : { ...error.refusal, detail: path };
		}
		throw error;
	}
}

/** What a request may take from the rows of its file. */
export interface OfferedColumns {
	readonly columns: readonly string[];
	/** Without its folder. */
	readonly fileName: string;
}

/** Undefined for a request that is not sent for rows, or whose file cannot be used. */
export async function columnsFor(
	document: vscode.TextDocument,
	block: RequestBlock | undefined,
): Promise<OfferedColumns | undefined> {
	const file = rowFileOf(block?.metadata ?? []);
	const read = file && (await rowColumns(document, file.path));
	return file === undefined || read === undefined || 'code' in read
		? undefined
		: { columns: read.columns, fileName: file.path.replace(/^.*[/\\]/u, '') };
}
