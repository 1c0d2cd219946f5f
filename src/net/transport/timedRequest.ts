// The modules as objects, into which VS Code puts its functions for proxies and certificates; what is imported by name would stay Node's own.
import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { HttpHeader } from '../http';
import type { NetworkPhase, Progress } from '../phases';
import { unzipped, type ReadableResponse } from './unzipped';

/** The platform's `http` or `https` in the form that axios takes, for one request. */
export interface TimedRequest {
	readonly transport: {
		request(options: RequestOptions, onResponse: (response: ReadableResponse) => void): ClientRequest;
	};
	/** How far the request has come by now. */
	readonly progress: () => Progress;
	/** Headers of the response as they came, of which axios joins or drops repeated ones; none before it has come. */
	readonly headers: () => readonly HttpHeader[];
	/** What broke the request: a response within whose body HTTP ends only says that it was aborted. */
	readonly fault: () => Error | undefined;
	/** What `Content-Encoding` names and the body does not have. */
	readonly wrongCoding: () => string | undefined;
	/**
	 * Was the request given to a connection without the encryption that it wants? A proxy that opens no tunnel responds itself, and VS Code hands its response
	 * on over such a connection, as `https-proxy-agent` does; it leads nowhere, so nothing was sent.
	 */
	readonly isStoppedByProxy: () => boolean;
}

/** Follows a request by what its socket tells. An agent that connects by itself, to a proxy for instance, lets less be heard. */
export function createTimedRequest(): TimedRequest {
	const timing: Partial<Record<NetworkPhase, number>> = {};
	let phase: NetworkPhase = 'connect';
	let since = performance.now();
	let stoppedByProxy = false;
	let headers: readonly HttpHeader[] = [];
	let wrongCoding: string | undefined;
	let fault: Error | undefined;

	function enter(next: NetworkPhase): void {
		const now = performance.now();
		timing[phase] = now - since;
		phase = next;
		since = now;
	}

	function follow(request: ClientRequest, isEncrypted: boolean, hasName: boolean): void {
		request.once('socket', (socket: Socket) => {
			stoppedByProxy = isEncrypted && Reflect.get(socket, 'encrypted') !== true;
			socket.once('data', () => {
				enter('body');
			});
			if (socket.connecting) {
				followConnecting(socket, isEncrypted, hasName);
			} else if (request.reusedSocket) {
				phase = 'firstByte';
			} else {
				followConnected(socket, isEncrypted && Reflect.get(socket, 'secureConnecting') === true);
			}
		});
	}

	function followConnecting(socket: Socket, isEncrypted: boolean, hasName: boolean): void {
		if (hasName) {
			phase = 'dns';
			socket.once('lookup', (error: Error | null) => {
				if (error === null) {
					enter('connect');
				}
			});
		}
		socket.once('connect', () => {
			// A socket within the socket keeps its look-up to itself.
			phase = 'connect';
			followConnected(socket, isEncrypted);
		});
	}

	function followConnected(socket: Socket, isEncrypting: boolean): void {
		enter(isEncrypting ? 'tls' : 'firstByte');
		if (isEncrypting) {
			socket.once('secureConnect', () => {
				enter('firstByte');
			});
		}
	}

	return {
		transport: {
			request(options, onResponse) {
				const isEncrypted = options.protocol === 'https:';
				const receive = (response: IncomingMessage) => {
					headers = pairsOf(response.rawHeaders);
					onResponse(
						unzipped(response, coding => {
							wrongCoding = coding;
						}),
					);
				};
				// Said aloud, because the environment variable NODE_TLS_REJECT_UNAUTHORIZED would turn it off.
				const request = isEncrypted
					? https.request({ ...options, rejectUnauthorized: true }, receive)
					: http.request(options, receive);
				// Node would leave out all headers behind so many without a word; their size is limited anyway.
				request.maxHeadersCount = 0;
				request.once('error', error => {
					fault = error;
				});
				follow(request, isEncrypted, !isAddress(options.hostname ?? ''));
				return request;
			},
		},
		headers: () => headers,
		fault: () => fault,
		wrongCoding: () => wrongCoding,
		isStoppedByProxy: () => stoppedByProxy,
		progress: () => ({ phase, timing: { ...timing, [phase]: performance.now() - since } }),
	};
}

/** @param raw names and values by turns, as Node gives them */
function pairsOf(raw: readonly string[]): readonly HttpHeader[] {
	return Array.from({ length: raw.length / 2 }, (_, index) => [raw[2 * index] ?? '', inUtf8(raw[2 * index + 1] ?? '')]);
}

/** What Node read byte by byte, as UTF-8 where the bytes are that. HTTP names no encoding for headers and the reason phrase. */
export function inUtf8(text: string): string {
	if (!/[\x80-\xff]/u.test(text)) {
		return text;
	}
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(text, 'latin1'));
	} catch {
		// A TypeError: bytes of another encoding.
		return text;
	}
}

function isAddress(host: string): boolean {
	return host.includes(':') || /^\d+(?:\.\d+){3}$/u.test(host);
}
