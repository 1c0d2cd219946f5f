import type { Uri } from 'vscode';
import type { BlockId, LocateBlock } from '../../http/document/blockTracker';
import type { Redactor } from '../../net/redaction/redact';
import type { Running } from '../../runs/runRequests';
import type { SessionStore } from '../../sessions/sessionStore';
import type { Log } from '../../ui/log';

export interface RunningDependencies {
	readonly sessions: SessionStore;
	readonly redactor: Redactor;
	/** Where the program of the command line is. */
	readonly extensionUri: Uri;
	readonly log: Log;
	/** What sends the requests of this window. */
	readonly running: () => Promise<Running>;
	/** Where the request stands now; undefined where it is no more. */
	readonly locate: LocateBlock;
	readonly showResponse: (block: BlockId) => Promise<void>;
}
