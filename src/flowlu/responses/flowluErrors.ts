import type { CredentialPlace } from '../../net/refusedParts';

/** What the user can do about an error that Flowlu reports. */
export type Remedy =
	| 'checkKey'
	| 'checkAccount'
	| 'signInAgain'
	| 'checkRequest'
	| 'fixFields'
	| 'askForAccess'
	| 'checkRecord'
	| 'checkMethod'
	| 'checkModule'
	| 'checkPath'
	| 'slowDown'
	| 'retryLater'
	| 'readMessage';

/** One complaint about one field of a create or update. */
export interface FieldProblem {
	readonly field: string;
	readonly message: string;
}

/**
 * Flowlu responded with an error, in any of its shapes. `code` is as it came: a number (`20`), a word (`validation`, `invalid_grant`), where the body
 * has none the HTTP status, and empty where that is no error either.
 */
export class ApiError extends Error {
	override readonly name = 'ApiError' as const;

	constructor(
		readonly code: number | string,
		message: string,
		readonly fields: readonly FieldProblem[],
		readonly remedy: Remedy,
	) {
		super(message);
	}
}

/** The request goes to another origin than the session's account; nothing was sent. */
export class ForeignOriginError extends Error {
	override readonly name = 'ForeignOriginError' as const;

	constructor(
		readonly target: string,
		readonly accountOrigin: string,
	) {
		super(`The request goes to ${target}, the session belongs to ${accountOrigin}.`);
	}
}

/** The request has a credential written into it; nothing was sent. */
export class OwnCredentialError extends Error {
	override readonly name = 'OwnCredentialError' as const;

	constructor(readonly where: CredentialPlace) {
		super(`The request has its own ${where}.`);
	}
}

/** The request has a header by which a server or proxy would take it for another one than it shows; nothing was sent. */
export class MisleadingHeaderError extends Error {
	override readonly name = 'MisleadingHeaderError' as const;

	constructor(readonly header: string) {
		super(`The request has the header ${header}.`);
	}
}

/** The session that a request was to be sent as was removed before its turn came; it was not sent. */
export class SessionRemovedError extends Error {
	override readonly name = 'SessionRemovedError' as const;

	constructor() {
		super('The key or sign-in was removed.');
	}
}

/** A list is too long to be shown as one response; no more of it was read. */
export class TooManyRecordsError extends Error {
	override readonly name = 'TooManyRecordsError' as const;

	constructor(
		/** What a response has at most. */
		readonly max: number,
		readonly unit: 'records' | 'bytes',
	) {
		super(`The list has more than the ${max} ${unit} that are shown as one response.`);
	}
}

/** The response is not one that the protocol allows: an HTML page, nothing, JSON that is cut off, or JSON without what it must hold. */
export class UnexpectedResponseError extends Error {
	override readonly name = 'UnexpectedResponseError' as const;

	constructor(
		readonly kind: 'html' | 'empty' | 'invalidJson' | 'incomplete' | 'redirect',
		readonly status: number,
		/** The whole of a body that is JSON without any data: `{}`, `true`. */
		readonly content?: string,
	) {
		super(`Unexpected response: ${kind}, HTTP ${status}.`);
	}
}
