import type { Envelope } from '../flowlu/envelope';
import type { Session } from '../flowlu/session';
import type { BlockId } from '../http/document/blockTracker';
import type { HttpRequest, HttpResponse } from '../net/http';

/** One sent request and its response. The request is as it was before signing, so it holds no credential. */
export interface Exchange {
	/** Unique within the window; later requests have greater ones. */
	readonly number: number;
	/** The request of a scratchpad that it was sent for. */
	readonly block: BlockId;
	readonly session: Session;
	/** The environment whose variables it used, if one was chosen. */
	readonly environment: string | undefined;
	readonly request: HttpRequest;
	readonly response: HttpResponse;
	/** What the response means. */
	readonly envelope: Envelope;
	/** Milliseconds since 1970. */
	readonly sentAt: number;
}

/** Is the response an error, by Flowlu's envelope or by its status? */
export function isErrorResponse({ envelope, response }: Pick<Exchange, 'envelope' | 'response'>): boolean {
	return envelope.kind === 'error' || response.status >= 400;
}
