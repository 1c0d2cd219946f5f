import type { CatalogSource } from '../../catalog/catalogSource';
import type { FlowluClient } from '../../flowlu/flowluClient';
import type { HttpRequest } from '../../net/http';
import type { Redactor } from '../../net/redaction/redact';
import type { SessionStore } from '../../sessions/sessionStore';
import type { Log } from '../../ui/log';

/** A list that may be read page by page, and who reads it. */
export interface ListSource {
	readonly request: HttpRequest;
	/** The id of the session. */
	readonly session: string;
	/** Records at most. */
	readonly max?: number | undefined;
}

export interface ExportDependencies {
	readonly sessions: SessionStore;
	readonly flowlu: FlowluClient;
	readonly redactor: Redactor;
	readonly catalog: CatalogSource;
	readonly log: Log;
	/** The request of a response's document, or at a place of a scratchpad; undefined where there is none, which the user is told. */
	readonly sourceAt: (uri: string | undefined, offset: number | undefined) => Promise<ListSource | undefined>;
}
