import type { Timing } from './phases';

/** A header as it is sent or came; names keep their spelling, repeated headers stay apart and in order. */
export type HttpHeader = readonly [name: string, value: string];

/** A request ready for the wire: absolute, encoded, and signed where it has to be. */
export interface HttpRequest {
	readonly method: string;
	readonly url: string;
	readonly headers: readonly HttpHeader[];
	/** Text goes as UTF-8. */
	readonly body?: string | Uint8Array;
	/** Milliseconds until the response is complete, where the request has a limit of its own. */
	readonly timeout?: number;
}

/** A response of any status; a redirect is a response too, it is not followed. */
export interface HttpResponse {
	readonly status: number;
	readonly statusText: string;
	readonly headers: readonly HttpHeader[];
	/** Decompressed bytes. */
	readonly body: Uint8Array;
	/** Bytes of the body that went to the sink of whoever sent the request, and are not in `body`. */
	readonly saved?: number;
	/** What `Content-Encoding` names and the body does not have: it is as it came. */
	readonly wrongCoding?: string;
	/** Milliseconds from the moment the request left the queue until the last byte. */
	readonly milliseconds: number;
	/** Of what `milliseconds` consists, and the wait in the queue before it; absent when nobody measured it. */
	readonly timing?: Timing;
}

/** The value of the first header of that name, whatever its case. */
export function headerOf(headers: readonly HttpHeader[], name: string): string | undefined {
	const wanted = name.toLowerCase();
	return headers.find(([header]) => header.toLowerCase() === wanted)?.[1];
}

/** The media type of a `Content-Type`, in lower case and without parameters; empty when there is none. */
export function mediaTypeOf(headers: readonly HttpHeader[]): string {
	return (headerOf(headers, 'content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
