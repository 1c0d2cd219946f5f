import { mediaTypeOf, type HttpResponse } from '../net/http';
import { ApiError, type FieldProblem, type Remedy, type UnexpectedResponseError } from './flowluErrors';

/** Counts of a list response; `total` is after filters (`total_result`) where Flowlu says so, else its `total`. */
export interface ListCounts {
	readonly items: number;
	readonly total: number | undefined;
}

/** What a response means. Success and failure are told by the envelope: Flowlu reports most errors with HTTP 200. */
export type Envelope =
	| { readonly kind: 'success'; readonly list?: ListCounts }
	| { readonly kind: 'error'; readonly error: ApiError }
	/** Not Flowlu's envelope: shown as it came. */
	| { readonly kind: 'unknown'; readonly reason: UnexpectedResponseError['kind'] };

/** What tells success from failure: a few small values of the body, wherever they stand in it. */
export interface EnvelopeHead {
	/** Members of the body by name: `error`, and what goes with it where it is a word. Those of an `error` that is an object are values of it. */
	readonly members: Readonly<Record<string, unknown>>;
	/** Has it a `response`? */
	readonly succeeded: boolean;
	/** Of a `response` that is a list. */
	readonly list?: { readonly items: number; readonly total: unknown; readonly total_result: unknown };
}

/**
 * What a response means.
 * @param head undefined where the body is no JSON object
 * @param isJson whether the body is JSON
 * @param beginning of the text
 */
export function readEnvelope(
	head: EnvelopeHead | undefined,
	isJson: boolean,
	beginning: string,
	response: Pick<HttpResponse, 'status' | 'statusText' | 'headers'>,
): Envelope {
	const { status } = response;
	const error = head?.members['error'];
	if (head !== undefined && isRecord(error)) {
		return { kind: 'error', error: numberedError(error, status) };
	}
	if (head !== undefined && typeof error === 'string') {
		return { kind: 'error', error: namedError(error, head.members, status) };
	}
	if (head?.succeeded === true) {
		return { kind: 'success', ...(head.list && { list: listCounts(head.list) }) };
	}
	if (status === 429) {
		return { kind: 'error', error: new ApiError(429, response.statusText, [], 'slowDown') };
	}
	return { kind: 'unknown', reason: reasonOf(isJson, beginning, response) };
}

function reasonOf(
	isJson: boolean,
	beginning: string,
	{ status, headers }: Pick<HttpResponse, 'status' | 'headers'>,
): UnexpectedResponseError['kind'] {
	if (status >= 300 && status < 400) {
		return 'redirect';
	}
	if (isJson) {
		return 'incomplete';
	}
	if (beginning.trim() === '') {
		return 'empty';
	}
	const isPage = mediaTypeOf(headers) === 'text/html' || /^\s*<(?:!doctype|html)\b/iu.test(beginning);
	return isPage ? 'html' : 'invalidJson';
}

/** `{"error": {"error_code": 20, "error_msg": …, "error_details": …}}`; message and details are optional. */
function numberedError(error: Record<string, unknown>, status: number): ApiError {
	const code = textOf(error['error_code']);
	const message = textOf(error['error_msg']);
	const known = /^-?\d+$/u.test(code) ? Number(code) : code || status;
	return new ApiError(known, message, fieldProblems(error['error_details']), remedyOf(known, message));
}

/**
 * `{"error": "validation", "description": …, "details": {…}}`, `{"error": "invalid_grant", "error_descrption": …}` (spelt so in the documentation),
 * and `{"error": "Access token has been revoked"}` with HTTP 401.
 */
function namedError(error: string, body: EnvelopeHead['members'], status: number): ApiError {
	const description = body['error_descrption'] ?? body['error_description'] ?? body['description'];
	if (description === undefined && /\s/u.test(error)) {
		return new ApiError(status, error, [], status === 401 ? 'signInAgain' : 'readMessage');
	}
	return new ApiError(error, textOf(description), fieldProblems(body['details']), remedyOf(error, textOf(description)));
}

const remedies: Readonly<Record<string, Remedy>> = {
	10: 'retryLater',
	11: 'checkKey',
	12: 'checkRequest',
	13: 'retryLater',
	20: 'checkRecord',
	21: 'fixFields',
	22: 'askForAccess',
	30: 'checkMethod',
	31: 'checkModule',
	429: 'slowDown',
	validation: 'fixFields',
	invalid_grant: 'signInAgain',
	invalid_request: 'checkRequest',
	invalid_request_ssl: 'checkAccount',
};

function remedyOf(code: number | string, message: string): Remedy {
	// Clients met error 11 "account not found" for a wrong sub-domain, and 30 "access denied" for a key that lacks the module.
	if (code === 11 && /account not found/iu.test(message)) {
		return 'checkAccount';
	}
	if (code === 30 && /access denied/iu.test(message)) {
		return 'askForAccess';
	}
	return (Object.hasOwn(remedies, code) ? remedies[code] : undefined) ?? 'readMessage';
}

/** Details come as an object by field, as a list, or as a text; whatever it is, nothing is dropped. */
function fieldProblems(details: unknown): readonly FieldProblem[] {
	if (Array.isArray(details)) {
		return details.map(detail => ({ field: '', message: textOf(detail) }));
	}
	if (isRecord(details)) {
		return Object.entries(details).map(([field, message]) => ({ field, message: textOf(message) }));
	}
	const message = textOf(details);
	return message === '' ? [] : [{ field: '', message }];
}

function listCounts({ items, total, total_result }: NonNullable<EnvelopeHead['list']>): ListCounts {
	return { items, total: countOf(total_result) ?? countOf(total) };
}

/** Counts come as numbers or as text. */
function countOf(value: unknown): number | undefined {
	const isCount = typeof value === 'number' || (typeof value === 'string' && /^\d+$/u.test(value));
	return isCount ? Number(value) : undefined;
}

function textOf(value: unknown): string {
	if (Array.isArray(value)) {
		return value.map(textOf).join('; ');
	}
	if (typeof value === 'string') {
		return value;
	}
	return value === undefined || value === null ? '' : JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
