import type * as vscode from 'vscode';
import type { Account } from '../../flowlu/account';
import type { HttpDocument, RequestBlock } from '../../http/document';
import type { SessionEntry } from '../../sessions/sessionStore';
import type { Log } from '../../ui/log';

/** What the scratchpad knows of its documents, all of it at hand without waiting. */
export interface ScratchpadReading {
	parsedDocument(document: vscode.TextDocument): HttpDocument;
	/** What the document imports, and what that imports in turn; waits for files only. */
	importedDocuments(document: vscode.TextDocument): Promise<readonly vscode.TextDocument[]>;
	/** Whom the request would go to now; undefined while that is open. */
	accountFor(document: vscode.TextDocument, block: RequestBlock): Account | undefined;
	/** The sessions, as far as they were read. */
	sessions(): readonly SessionEntry[];
}

export interface LanguageParts extends ScratchpadReading {
	readonly languageId: string;
	readonly log: Log;
	/** The folder of the extension, with media/catalog.json. */
	readonly extensionUri: vscode.Uri;
}
