import type * as vscode from 'vscode';
import type { CatalogSource } from '../../catalog/catalogSource';
import type { ExchangeStore } from '../../exchanges/exchangeStore';
import type { FlowluClient } from '../../flowlu/flowluClient';
import type { BlockId, LocateBlock } from '../../http/document/blockTracker';
import type { HttpRequest } from '../../net/http';
import type { Redactor } from '../../net/redaction/redact';
import type { ChosenRecords } from '../../records/export/chosenRecords';
import type { SessionStore } from '../../sessions/sessionStore';
import type { Log } from '../../ui/log';
import type { Memory } from '../../ui/memory';

/** What VS Code calls the pages of tables; `when` clauses of package.json have it, too. */
export const tableViewType = 'flowlu.table';

/** What tables need. */
export interface TablesDependencies {
	readonly extensionUri: vscode.Uri;
	readonly exchanges: ExchangeStore;
	readonly sessions: Pick<SessionStore, 'accessOf'>;
	readonly flowlu: Pick<FlowluClient, 'send'>;
	readonly redactor: Redactor;
	readonly log: Log;
	readonly catalog: CatalogSource;
	readonly memento: Memory;
	/** What asks for a file and writes it. */
	readonly exports: () => Promise<{
		/** Every page of a list. */
		exportPages(source: { readonly request: HttpRequest; readonly session: string }): Promise<void>;
		/** @param title of the dialog that asks for the file @param entity `crm/lead` */
		exportRecords(chosen: ChosenRecords, title: string, entity: string | undefined): Promise<void>;
	}>;
	/** The request whose response a document shows. */
	readonly blockOfResponse: (document: vscode.Uri) => Promise<BlockId | undefined>;
	/** The request at a place of a scratchpad, that of the cursor unless one is given. */
	readonly blockAt: (uri?: string, offset?: number) => Promise<BlockId | undefined>;
	/** Where a request stands now; undefined where it is no more. */
	readonly locate: LocateBlock;
}
