import { decodeBody } from '../net/decodedBody';
import { mediaTypeOf, type HttpResponse } from '../net/http';
import { ApiError, UnexpectedAnswerError, type FieldProblem, type Remedy } from './errors';

/** Counts of a list answer; `total` is after filters (`total_result`) where Flowlu says so, else its `total`. */
export interface ListCounts {
	readonly items: number;
	readonly total: number | undefined;
}

/** What an answer means. Success and failure are told by the envelope: Flowlu reports most errors with HTTP 200. */
export type Envelope =
	| { readonly kind: 'success'; readonly list?: ListCounts }
	| { readonly kind: 'error'; readonly error: ApiError }
	/** Not Flowlu's envelope: shown as it came. */
	| { readonly kind: 'unknown'; readonly reason: UnexpectedAnswerError['answer'] };

export function readEnvelope(response: HttpResponse): Envelope {
	return parse(response).envelope;
}

/**
 * The `response` of a successful answer.
 * @throws ApiError | UnexpectedAnswerError
 */
export function responseOf(response: HttpResponse): unknown {
	const { envelope, parsed } = parse(response);
	switch (envelope.kind) {
		case 'success':
			return isRecord(parsed) ? parsed['response'] : undefined;
		case 'error':
			throw envelope.error;
		case 'unknown':
			throw new UnexpectedAnswerError(envelope.reason, response.status);
	}
}

/** The parsed body is apart from the envelope, which is kept as long as the answer: it takes several times the memory of the text. */
function parse(response: HttpResponse): { readonly envelope: Envelope; readonly parsed: unknown } {
	const { text } = decodeBody(response);
	const parsed = parseJson(text);
	if (isRecord(parsed)) {
		return { envelope: envelopeOf(parsed, response), parsed };
	}
	if (response.status === 429) {
		return { envelope: { kind: 'error', error: new ApiError(429, response.statusText, [], 'slowDown') }, parsed };
	}
	return { envelope: { kind: 'unknown', reason: reasonOf(text, parsed, response) }, parsed };
}

function reasonOf(text: string, parsed: unknown, { status, headers }: HttpResponse): UnexpectedAnswerError['answer'] {
	if (status >= 300 && status < 400) {
		return 'redirect';
	}
	if (text.trim() === '') {
		return 'empty';
	}
	if (mediaTypeOf(headers) === 'text/html' || /^\s*<(?:!doctype|html)\b/iu.test(text)) {
		return 'html';
	}
	return parsed === undefined ? 'invalidJson' : 'incomplete';
}

function envelopeOf(body: Record<string, unknown>, response: HttpResponse): Envelope {
	const { error } = body;
	if (isRecord(error)) {
		return { kind: 'error', error: numberedError(error, response.status) };
	}
	if (typeof error === 'string') {
		return { kind: 'error', error: namedError(error, body, response.status) };
	}
	if ('response' in body) {
		const list = listCounts(body['response']);
		return { kind: 'success', ...(list && { list }) };
	}
	if (response.status === 429) {
		return { kind: 'error', error: new ApiError(429, response.statusText, [], 'slowDown') };
	}
	return { kind: 'unknown', reason: response.status >= 300 && response.status < 400 ? 'redirect' : 'incomplete' };
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
function namedError(error: string, body: Record<string, unknown>, status: number): ApiError {
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

function listCounts(response: unknown): ListCounts | undefined {
	if (!isRecord(response) || !Array.isArray(response['items'])) {
		return undefined;
	}
	const total = countOf(response['total_result']) ?? countOf(response['total']);
	return { items: response['items'].length, total };
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

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// Not JSON: the caller says what it is instead.
		return undefined;
	}
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
