// What the client asks of the platform. This file knows neither Node nor axios, as all that is built on it has to run without them.
import type { NetworkFailure } from '../networkErrors';
import type { HttpRequest, HttpResponse } from '../http';
import type { Progress } from '../phases';

/** Sends one request once. Never throws. */
export type Transport = (request: HttpRequest, options: TransportOptions) => Promise<TransportResult>;

export interface TransportOptions {
	readonly signal: AbortSignal;
	/** Milliseconds until the last byte must have come. */
	readonly timeout: number;
	/** Largest decompressed body in bytes. */
	readonly maxBytes: number;
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
