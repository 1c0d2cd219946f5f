// What the client asks of the platform. This file knows neither Node nor axios, as all that is built on it has to run without them.
import type { NetworkFailure } from './networkErrors';
import type { HttpHeader, HttpRequest, HttpResponse } from './http';
import type { Progress } from './phases';

/** Sends one request once. Never throws. */
export type Transport = (request: HttpRequest, options: TransportOptions) => Promise<TransportResult>;

export interface TransportOptions {
	readonly signal: AbortSignal;
	/** Milliseconds until the last byte must have come. */
	readonly timeout: number;
	/** Largest decompressed body in bytes, of one that no sink takes. */
	readonly maxBytes: number;
	/** Asked while the body comes: what takes it from now on, if anything does. Its time is then up when nothing has come for `timeout`. */
	readonly sink?: () => BodySink | undefined;
	/** Told a few times a second while the body comes: how many decompressed bytes have come, and of how many where that is known. */
	readonly onReceived?: (bytes: number, total: number | undefined) => void;
}

/** Takes the body of a response as it comes, so that it need not fit into memory. Never rejects: what cannot go on has the request cancelled. */
export interface BodySink {
	/** Comes before the first byte, anew when the request is sent again. */
	begin(headers: readonly HttpHeader[]): Promise<void>;
	/** More comes when this is done. */
	write(bytes: Uint8Array): Promise<void>;
}

export type TransportResult =
	| { readonly kind: 'response'; readonly response: HttpResponse }
	| { readonly kind: 'cancelled' }
	| {
			readonly kind: 'failure';
			readonly failure: NetworkFailure;
			readonly code: string;
			/** Absent when the request was not even begun. */
			readonly progress?: Progress;
	  };
