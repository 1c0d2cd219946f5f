import type { HttpRequest, HttpResponse } from '../net/http';
import type { Envelope } from '../flowlu/envelope';
import type { Session } from '../flowlu/session';

/** One sent request and its answer. The request is as it was before signing, so it holds no credential. */
export interface Exchange {
	/** Unique within the window. */
	readonly id: string;
	readonly session: Session;
	readonly request: HttpRequest;
	readonly response: HttpResponse;
	/** What the response means. */
	readonly envelope: Envelope;
	/** Milliseconds since 1970. */
	readonly sentAt: number;
	/** The document the request stands in, and the offset of its request line there when it was sent. */
	readonly source: { readonly uri: string; readonly offset: number };
}
