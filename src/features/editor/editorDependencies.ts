import type * as vscode from 'vscode';
import type { CatalogSource } from '../../catalog/catalogSource';
import type { RecordLists } from '../../exchanges/recordLists';
import type { RecordName } from '../../exchanges/recordNames';
import type { ResponseMember } from '../../exchanges/responseMembers';
import type { RequestBlock } from '../../http/document/document';
import type { RequestVariable } from '../../http/build/requestVariables';
import type { Environments } from '../../scratchpads/environments';
import type { NamedFiles } from '../../scratchpads/files/namedFiles';
import type { SessionChoices } from '../../scratchpads/sessionChoices';
import type { Lazy } from '../../ui/lazily';
import type { Log } from '../../ui/log';

/** What the editor's providers need besides the documents themselves. */
export interface EditorDependencies {
	readonly files: NamedFiles;
	readonly environments: Environments;
	readonly choices: SessionChoices;
	readonly log: Log;
	readonly catalog: CatalogSource;
	/** The records of an entity that the newest list of an account shows which is still kept; nothing is sent for it. */
	readonly recordNames: (of: {
		readonly origin: string;
		readonly entity: string;
		readonly groupField: string | undefined;
	}) => Promise<readonly RecordName[]>;
	/** The lists that the user had loaded. */
	readonly recordLists: Lazy<RecordLists>;
	/** What can be written behind a part of what another request sent or got last; nothing before its response is there. */
	readonly responseMembers: (
		document: vscode.TextDocument,
		variable: RequestVariable,
	) => Promise<readonly ResponseMember[]>;
	/** What a part of the last response to a request has, or its headers; nothing before its response is there. */
	readonly membersOf: (
		document: vscode.TextDocument,
		block: RequestBlock,
		where: Pick<RequestVariable, 'part' | 'path'>,
	) => Promise<readonly ResponseMember[]>;
}
