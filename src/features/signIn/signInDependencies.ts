import type { FlowluClient } from '../../flowlu/flowluClient';
import type { Credential, Session } from '../../flowlu/session';
import type { Verification } from '../../flowlu/verify';
import type { HttpClient } from '../../net/httpClient';
import type { Redactor } from '../../net/redaction/redact';
import type { SessionStore } from '../../sessions/sessionStore';
import type { Log } from '../../ui/log';
import type { Memory } from '../../ui/memory';

export interface SignInDependencies {
	readonly sessions: SessionStore;
	readonly flowlu: FlowluClient;
	readonly http: HttpClient;
	readonly log: Log;
	readonly redactor: Redactor;
	/** Remembers token URLs and the client id; no secrets. */
	readonly memento: Memory;
}

/** A credential that Flowlu accepts, or of which nobody could say whether it does. */
export interface Obtained {
	readonly kind: 'obtained';
	readonly credential: Credential;
	readonly verification: Verification;
}

/** What a flow ends with: a new session, or the one that has the same credential already. */
export interface SignedIn {
	readonly kind: 'added' | 'known';
	readonly session: Session;
}
