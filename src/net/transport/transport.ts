// The only file that knows axios; loaded with the first request.
import type { Readable } from 'node:stream';
import axios, { AxiosHeaders, isAxiosError } from 'axios';
import type { NetworkFailure } from '../networkErrors';
import type { HttpHeader } from '../http';
import { BodyTooLargeError, receiveBody } from './receiveBody';
import { createTimedRequest, inUtf8 } from './timedRequest';
import { withoutUnnamedGzip } from './unzipped';
import type { Transport } from '../transportPort';

const client = axios.create({
	adapter: 'http',
	// VS Code patches http and https for proxies and certificates; axios must not do it a second time.
	proxy: false,
	// A redirect would take the credential elsewhere.
	maxRedirects: 0,
	maxBodyLength: Infinity,
	validateStatus: () => true,
	responseType: 'stream',
	// The transport does it, as axios takes what is cut off for whole.
	decompress: false,
	// The body goes as it is given.
	transformRequest: [],
	transformResponse: [],
});

/** Never throws: an AxiosError holds the URL and headers with their secrets, so it ends here. */
export const transport: Transport = async (request, options) => {
	if (request.headers.some(([, value]) => unsendable.test(value))) {
		return { kind: 'failure', failure: 'other', code: 'ERR_INVALID_CHAR' };
	}
	const abortion = new AbortController();
	const abort = () => {
		abortion.abort();
	};
	const deadline = setTimeout(abort, options.timeout);
	options.signal.addEventListener('abort', abort);
	if (options.signal.aborted) {
		abort();
	}
	const { transport: timedTransport, progress, headers, fault, wrongCoding, isStoppedByProxy } = createTimedRequest();
	const started = performance.now();
	try {
		const { status, statusText, data } = await client.request<Readable>({
			method: request.method,
			url: request.url,
			headers: axiosHeaders(request.headers),
			// axios takes no other view of bytes than Node's own.
			data: request.body instanceof Uint8Array ? new Uint8Array(request.body).buffer : request.body,
			signal: abortion.signal,
			transport: timedTransport,
		});
		if (isStoppedByProxy()) {
			data.destroy();
			return { kind: 'failure', failure: 'proxy', code: `HTTP ${status}`, progress: progress() };
		}
		const came = headers();
		const received = await receiveBody(
			data,
			{ status, headers: came },
			{
				...options,
				onSaved: () => {
					deadline.refresh();
				},
			},
		);
		const broken = fault();
		// What follows the body is no HTTP: nobody can tell then what the body is. That does not end the stream with an error.
		if (broken !== undefined && codeOf(broken).startsWith('HPE_')) {
			throw broken;
		}
		const milliseconds = performance.now() - started;
		const { timing } = progress();
		const coding = wrongCoding();
		const response = {
			status,
			statusText: inUtf8(statusText),
			headers: came,
			...(received instanceof Uint8Array
				? { body: await withoutUnnamedGzip(received, came, options.maxBytes) }
				: { body: new Uint8Array(), saved: received.saved }),
			milliseconds,
			timing,
			...(coding !== undefined && { wrongCoding: coding }),
		};
		return { kind: 'response', response };
	} catch (error) {
		if (options.signal.aborted) {
			return { kind: 'cancelled' };
		}
		if (abortion.signal.aborted) {
			return { kind: 'failure', failure: 'timeout', code: 'ETIMEDOUT', progress: progress() };
		}
		// To read no further breaks the request, too.
		const cause = error instanceof BodyTooLargeError ? error : (fault() ?? error);
		const code = codeOf(cause);
		const failure = isStoppedByProxy() ? 'proxy' : failureOf(code, cause);
		return { kind: 'failure', failure, code, progress: progress() };
	} finally {
		clearTimeout(deadline);
		options.signal.removeEventListener('abort', abort);
	}
};

/** What a header cannot carry; axios would leave it out without a word. */
const unsendable = /[^\t\x20-\x7e\x80-\xff]/u;

/** Sent unless the request brings its own; axios would name itself, and call a body without a type a form. */
const usualHeaders = {
	'User-Agent': 'flowlu-workbench',
	Accept: '*/*',
	'Accept-Encoding': 'gzip, deflate, br',
	'Content-Type': false,
};

/** axios sends the values of a name in one spelling, which is the first that the request has. */
function axiosHeaders(headers: readonly HttpHeader[]): AxiosHeaders {
	const groups = new Map<string, [name: string, values: string[]]>();
	for (const [name, value] of headers) {
		const group = groups.get(name.toLowerCase());
		if (group === undefined) {
			groups.set(name.toLowerCase(), [name, [value]]);
		} else {
			group[1].push(value);
		}
	}
	return new AxiosHeaders(Object.fromEntries(groups.values())).set(usualHeaders, false);
}

function propertyOf(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function codeOf(error: unknown): string {
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
	if (error instanceof BodyTooLargeError) {
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
