import type { Progress } from './phases';

/**
 * Why no response came: the name was not found, nobody listened, the connection broke, no route, the certificate or handshake failed,
 * time was up, a proxy stood in the way, the response was larger than the limit, the response broke HTTP, or something else.
 */
export type NetworkFailure =
	| 'nameNotFound'
	| 'connectionRefused'
	| 'connectionReset'
	| 'hostUnreachable'
	| 'tls'
	| 'timeout'
	| 'proxy'
	| 'tooLarge'
	| 'malformed'
	| 'other';

/** What else is known of a request that failed. */
export interface FailureDetails {
	/** How often it was sent. */
	readonly tries?: number;
	/** How far the last try came; absent when it was not even begun. */
	readonly progress?: Progress;
	/** Was it to change data, and may it have reached the server? Then nobody knows whether it was carried out. */
	readonly isUnsettled?: boolean;
}

/** No usable response came. Carries the host and the platform's error code, never the URL, which may hold a key. */
export class NetworkError extends Error {
	override readonly name = 'NetworkError' as const;

	constructor(
		readonly failure: NetworkFailure,
		/** Host and port that were asked. */
		readonly host: string,
		/** The platform's own code, such as `ECONNREFUSED`. */
		readonly code: string,
		readonly details: FailureDetails = {},
	) {
		super(`No response from ${host}: ${failure} (${code}).`);
	}
}

/** The user or the program gave the request up; never shown as a failure. */
export class CancelledError extends Error {
	override readonly name = 'CancelledError' as const;

	constructor() {
		super('The request was cancelled.');
	}
}
