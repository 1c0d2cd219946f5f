import type { Session } from '../flowlu/session';
import type { BlockId } from '../http/document/blockTracker';
import type { HttpRequest, HttpResponse } from '../net/http';
import type { ResponseReading } from './reading';

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
	/** What the response means and where its parts stand. */
	readonly reading: ResponseReading;
	/** Milliseconds since 1970. */
	readonly sentAt: number;
	/** The response is of several pages of the list: of all of them, or of those up to a number of records or a cancel. */
	readonly combined?: 'whole' | 'part';
	/** Why pages that were asked for did not come, or may not have; the request failed with it. */
	readonly shortBy?: { readonly error: unknown };
	/** Nothing but the response is to be left of it: `# @no-log`. */
	readonly isUnlogged?: true;
	/** What comparisons leave out, by the request's own word; absent where it says nothing. */
	readonly ignoredPaths?: readonly string[];
}

/** A response of several pages, and how much of the list it is. */
export interface CombinedResponse extends Pick<Exchange, 'response' | 'shortBy'> {
	readonly combined: NonNullable<Exchange['combined']>;
}

/** Is the response an error, by Flowlu's envelope or by its status? */
export function isErrorResponse({ reading, response }: Pick<Exchange, 'reading' | 'response'>): boolean {
	return reading.envelope.kind === 'error' || response.status >= 400;
}

/** What the exchange takes of the memory, in bytes, roughly: the bodies, the text where the response was in another encoding than UTF-8, and the rest. */
export function sizeOf({ request, response, reading }: Exchange): number {
	const recoded = reading.utf8.buffer === response.body.buffer ? 0 : reading.utf8.byteLength;
	const headers = [...request.headers, ...response.headers].flat();
	const texts = headers.reduce((length, text) => length + text.length, request.url.length);
	return (request.body?.length ?? 0) + response.body.byteLength + recoded + 2 * texts;
}
