import { mediaTypeOf, type HttpResponse } from '../../net/http';
import { codeOf, errorIn, isNothing, remedyOfStatus, type Members } from './errorShapes';
import { ApiError, type UnexpectedResponseError } from './flowluErrors';
import { saysTooManyRequests } from './rateLimitWords';

/** Counts of a list response; `total` is after filters (`total_result`) where Flowlu says so, else its `total`. */
export interface ListCounts {
	readonly items: number;
	readonly total: number | undefined;
}

/** What a response means. Success and failure are told by the envelope: Flowlu reports most errors with HTTP 200. */
export type Envelope =
	| { readonly kind: 'success'; readonly list?: ListCounts }
	| { readonly kind: 'error'; readonly error: ApiError }
	/** Not Flowlu's envelope: shown as it came. `content` is the whole of a body that is JSON without any data: `{}`, `true`. */
	| { readonly kind: 'unknown'; readonly reason: UnexpectedResponseError['kind']; readonly content?: string };

/** What tells success from failure: a few small values of the body, wherever they stand in it. */
export interface EnvelopeHead {
	/** Members of the body by name: `error`, and what may go with it. */
	readonly members: Members;
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
	const { status, statusText } = response;
	const error = errorOf(head, status);
	if (error !== undefined) {
		return { kind: 'error', error };
	}
	if (head?.succeeded === true) {
		return { kind: 'success', ...(head.list && { list: listCounts(head.list) }) };
	}
	if (status === 429 || (isJson && status >= 400)) {
		return { kind: 'error', error: new ApiError(status, statusText, [], remedyOfStatus(status)) };
	}
	const said = wordsOf(isJson, beginning, response);
	if (saysTooManyRequests(said)) {
		return { kind: 'error', error: new ApiError(codeOf(status), said, [], 'slowDown') };
	}
	const reason = reasonOf(isJson, beginning, response);
	const content = beginning.trim();
	return { kind: 'unknown', reason, ...(reason === 'incomplete' && isBare(content) && { content }) };
}

/** Is it JSON so short and empty that it can be named as a whole, as nobody keeps a secret in it? */
function isBare(content: string): boolean {
	return content.length <= 20 && /^(?:[{}[\],:\s]|true|false|null|"error")*$/u.test(content);
}

/** Beside data, an error that is nothing is none, nor is what else a body may have. */
function errorOf(head: EnvelopeHead | undefined, status: number): ApiError | undefined {
	return head === undefined || (head.succeeded && isNothing(head.members['error']))
		? undefined
		: errorIn(head.members, status);
}

/** What a server says outside of an envelope: a short text, a JSON text or list, or the title of a page that comes with an error status. */
function wordsOf(
	isJson: boolean,
	beginning: string,
	{ status, headers }: Pick<HttpResponse, 'status' | 'headers'>,
): string {
	if (!isJson && isPage(beginning, headers)) {
		const title = /<(?:title|h1)\b[^<>]{0,200}>(?<title>[^<>]{1,200})</iu.exec(beginning)?.groups?.['title'] ?? '';
		return status >= 400 ? title.trim() : '';
	}
	return beginning.length <= shortText ? beginning.trim() : '';
}

/** Characters of a text that is no more than a sentence or two. */
const shortText = 500;

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
	return isPage(beginning, headers) ? 'html' : 'invalidJson';
}

function isPage(beginning: string, headers: HttpResponse['headers']): boolean {
	return mediaTypeOf(headers) === 'text/html' || /^\s*<(?:!doctype|html)\b/iu.test(beginning);
}

function listCounts({ items, total, total_result }: NonNullable<EnvelopeHead['list']>): ListCounts {
	return { items, total: countOf(total_result) ?? countOf(total) };
}

/** Counts come as numbers or as text. */
function countOf(value: unknown): number | undefined {
	const isCount = typeof value === 'number' || (typeof value === 'string' && /^\d+$/u.test(value));
	return isCount ? Number(value) : undefined;
}
