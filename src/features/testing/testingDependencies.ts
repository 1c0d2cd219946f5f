import type { Redactor } from '../../net/redaction/redact';
import type { Running } from '../../runs/runRequests';
import type { SessionStore } from '../../sessions/sessionStore';
import type { Log } from '../../ui/log';

export interface TestingDependencies {
	readonly sessions: SessionStore;
	readonly redactor: Redactor;
	readonly log: Log;
	/** The requests of this window, loaded with the first run. */
	readonly running: () => Promise<Running>;
}
