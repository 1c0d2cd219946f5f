// The only file that knows axios. It is a bundle of its own, loaded with the first request; so its results are data, not classes:
// a class would exist once per bundle.
import { AxiosHeaders, getAdapter, isAxiosError, type AxiosResponse, type GenericAbortSignal } from 'axios';
import type { NetworkFailure } from './networkErrors';
import type { HttpHeader, HttpRequest, HttpResponse } from './http';
import type { Progress } from './phases';
import { createTimedRequest } from './timedRequest';

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

/** Sends one request once. Never throws: an AxiosError holds the URL and headers with their secrets, so it ends here. */
export async function transport(request: HttpRequest, options: TransportOptions): Promise<TransportResult> {
	if (request.headers.some(([, value]) => unsendable.test(value))) {
		return { kind: 'failure', failure: 'other', code: 'ERR_INVALID_CHAR' };
	}
	const abortion = new Abortion();
	const abort = () => {
		abortion.abort();
	};
	const deadline = setTimeout(abort, options.timeout);
	options.signal.addEventListener('abort', abort);
	if (options.signal.aborted) {
		abort();
	}
	const { transport: nodeTransport, progress, isStoppedByProxy } = createTimedRequest();
	const started = performance.now();
	try {
		const answer: AxiosResponse<unknown> = await sendByHttp({
			...fixedOptions,
			method: request.method,
			url: request.url,
			headers: axiosHeaders(request.headers),
			// axios takes no other view of bytes than Node's own.
			data: request.body instanceof Uint8Array ? new Uint8Array(request.body).buffer : request.body,
			signal: abortion,
			maxContentLength: options.maxBytes,
			transport: nodeTransport,
		});
		if (isStoppedByProxy()) {
			return { kind: 'failure', failure: 'proxy', code: `HTTP ${answer.status}`, progress: progress() };
		}
		return { kind: 'response', response: toResponse(answer, performance.now() - started, progress()) };
	} catch (error) {
		if (options.signal.aborted) {
			return { kind: 'cancelled' };
		}
		if (abortion.aborted) {
			return { kind: 'failure', failure: 'timeout', code: 'ETIMEDOUT', progress: progress() };
		}
		const code = codeOf(error);
		const failure = isStoppedByProxy() ? 'proxy' : failureOf(code, error);
		return { kind: 'failure', failure, code, progress: progress() };
	} finally {
		clearTimeout(deadline);
		options.signal.removeEventListener('abort', abort);
	}
}

/** Ends a request for the asker or for the deadline. Node's own AbortController takes as long as a tenth of the request. */
class Abortion implements GenericAbortSignal {
	aborted = false;
	private readonly listeners = new Set<() => void>();

	addEventListener(_type: string, listener: () => void): void {
		this.listeners.add(listener);
	}

	removeEventListener(_type: string, listener: () => void): void {
		this.listeners.delete(listener);
	}

	abort(): void {
		this.aborted = true;
		this.listeners.forEach(listener => {
			listener();
		});
	}
}

/** The adapter alone. What axios does around it, merging defaults and transforming bodies, is not wanted here and takes a twelfth of a request. */
const sendByHttp = getAdapter('http');

const fixedOptions = {
	// VS Code patches http and https for proxies and certificates; axios must not do it a second time.
	proxy: false,
	// A redirect would take the credential elsewhere. With 0 axios also uses Node's own http, which VS Code patches.
	maxRedirects: 0,
	maxBodyLength: Infinity,
	validateStatus: () => true,
	responseType: 'arraybuffer',
} as const;

/** What a header cannot carry; axios would leave it out without a word. */
const unsendable = /[^\t\x20-\x7e\x80-\xff]/u;

/** Sent unless the request brings its own; axios would name itself. */
const usualHeaders: readonly HttpHeader[] = [
	['User-Agent', 'flowlu-workbench'],
	['Accept', '*/*'],
];

function axiosHeaders(headers: readonly HttpHeader[]): AxiosHeaders {
	const grouped = new AxiosHeaders(groupHeaders(headers));
	for (const [name, value] of usualHeaders) {
		grouped.set(name, value, false);
	}
	return grouped;
}

function groupHeaders(headers: readonly HttpHeader[]): Record<string, string | string[]> {
	const groups = new Map<string, [name: string, values: string[]]>();
	for (const [name, value] of headers) {
		const group = groups.get(name.toLowerCase());
		if (group === undefined) {
			groups.set(name.toLowerCase(), [name, [value]]);
		} else {
			group[1].push(value);
		}
	}
	return Object.fromEntries(
		Array.from(groups.values(), ([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
	);
}

function toResponse(answer: AxiosResponse<unknown>, milliseconds: number, { timing }: Progress): HttpResponse {
	if (!(answer.data instanceof Uint8Array)) {
		throw new TypeError('The adapter gives an array buffer as bytes.');
	}
	return {
		status: answer.status,
		statusText: answer.statusText,
		headers: rawHeaders(answer) ?? joinedHeaders(answer),
		body: answer.data,
		milliseconds,
		timing,
	};
}

/** Headers as they came; axios itself joins or drops repeated ones. */
function rawHeaders({ request }: AxiosResponse<unknown>): readonly HttpHeader[] | undefined {
	const message = propertyOf(request, 'res');
	const raw = propertyOf(message, 'rawHeaders');
	if (!Array.isArray(raw)) {
		return undefined;
	}
	const headers: HttpHeader[] = [];
	for (let index = 0; index + 1 < raw.length; index += 2) {
		headers.push([String(raw[index]), String(raw[index + 1])]);
	}
	return headers;
}

function joinedHeaders({ headers }: AxiosResponse<unknown>): readonly HttpHeader[] {
	return Object.entries(headers).map(([name, value]) => [name, String(value)]);
}

function propertyOf(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function codeOf(error: unknown): string {
	// The connection broke within the body: axios has a code for it that says nothing.
	if (error instanceof Error && error.message === 'stream has been aborted') {
		return 'ECONNRESET';
	}
	const cause = isAxiosError(error) ? error.cause : undefined;
	const code = propertyOf(cause, 'code') ?? propertyOf(error, 'code');
	return typeof code === 'string' ? code : 'UNKNOWN';
}

const failureByCode: Readonly<Record<string, NetworkFailure>> = {
	ENOTFOUND: 'nameNotFound',
	EAI_AGAIN: 'nameNotFound',
	ECONNREFUSED: 'connectionRefused',
	ECONNRESET: 'connectionReset',
	EPIPE: 'connectionReset',
	ECONNABORTED: 'connectionReset',
	EHOSTUNREACH: 'hostUnreachable',
	ENETUNREACH: 'hostUnreachable',
	EADDRNOTAVAIL: 'hostUnreachable',
	ETIMEDOUT: 'timeout',
	ERR_BAD_RESPONSE: 'malformed',
	EPROTO: 'tls',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
	SELF_SIGNED_CERT_IN_CHAIN: 'tls',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
	UNABLE_TO_GET_ISSUER_CERT: 'tls',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls',
	HOSTNAME_MISMATCH: 'tls',
};

function failureOf(code: string, error: unknown): NetworkFailure {
	const message = error instanceof Error ? error.message : '';
	if (message.startsWith('maxContentLength')) {
		return 'tooLarge';
	}
	// Before the words are looked at: a certificate may be one for proxy.example.
	if (/^(?:CERT_|ERR_TLS_|ERR_SSL_)/u.test(code)) {
		return 'tls';
	}
	if (/proxy|tunnel/iu.test(message)) {
		return 'proxy';
	}
	// Node's HTTP parser and zlib.
	if (/^(?:HPE_|Z_|ERR_STREAM_PREMATURE_CLOSE|ERR__ERROR_)/u.test(code)) {
		return 'malformed';
	}
	return failureByCode[code] ?? 'other';
}
