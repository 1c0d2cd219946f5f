import type { SessionEntry } from '../../flowlu/sessionEntry';
import type * as vscode from 'vscode';
import type { Account } from '../../flowlu/account';
import type { HttpDocument, RequestBlock } from '../../http/document/document';
import type { RequestVariable } from '../../http/build/requestVariables';
import type { Environments } from '../../scratchpads/environments';
import type { SessionChoices } from '../../scratchpads/sessionChoices';
import type { Log } from '../../ui/log';

/** A step of a path into an answer, with its value in a few characters. */
export interface AnswerMember {
	/** `.name`, `['a b']`, `[0]`, or the name of a header. */
	readonly step: string;
	readonly value: string;
	readonly isContainer: boolean;
}

export interface Entry {
	readonly name: string;
	readonly isFolder: boolean;
}

/** What the scratchpad knows of its documents, all of it at hand without waiting. */
export interface ScratchpadReading {
	parsedDocument(document: vscode.TextDocument): HttpDocument;
	/** What the document imports, and what that imports in turn; waits for files only. */
	importedDocuments(document: vscode.TextDocument): Promise<readonly vscode.TextDocument[]>;
	/** The file that the document names behind `run`; undefined where it is not there, or not to be read. */
	runDocument(document: vscode.TextDocument, path: string): Promise<vscode.TextDocument | undefined>;
	/** Whom the request would go to now; undefined while that is open. */
	accountFor(document: vscode.TextDocument, block: RequestBlock): Account | undefined;
	/** What can be written behind a part of what another request sent or got last; nothing before it is answered. */
	answerMembers(document: vscode.TextDocument, variable: RequestVariable): Promise<readonly AnswerMember[]>;
	/** Where a file of environments defines a variable that counts for the document. */
	environmentDefinition(document: vscode.TextDocument, name: string): Promise<vscode.Location | undefined>;
	/** What is in a folder of the workspace, by its path from the document's; nothing where the workspace is not trusted. */
	entriesOf(document: vscode.TextDocument, path: string): Promise<readonly Entry[]>;
	/** The sessions, as far as they were read. */
	sessions(): readonly SessionEntry[];
}

export interface LanguageParts extends ScratchpadReading {
	readonly languageId: string;
	readonly environments: Environments;
	readonly choices: SessionChoices;
	readonly log: Log;
	/** The folder of the extension, with media/catalog.json. */
	readonly extensionUri: vscode.Uri;
}
