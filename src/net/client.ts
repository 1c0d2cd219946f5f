import { CancelledError, NetworkError, type NetworkFailure } from './errors';
import { headerOf, type HttpRequest, type HttpResponse } from './http';
import type { RequestQueue } from './queue';
import type { TransportOptions, TransportResult } from './transport';

/** Where a request is on its way; `ahead` counts requests, `milliseconds` is the wait before the next try. */
export type SendPhase =
	| { readonly phase: 'queued'; readonly ahead: number }
	| { readonly phase: 'sending' }
	| { readonly phase: 'waitingToRetry'; readonly milliseconds: number; readonly because: NetworkFailure | 429 };

export interface SendOptions {
	readonly signal: AbortSignal;
	/** Requests of the same lane never overlap. */
	readonly lane: string;
	/** Least time in milliseconds between two requests of the lane; 0 for none. */
	readonly gap: number;
	/** May the request be sent again after a 429 or a network fault? Only for reads. */
	readonly repeatable: boolean;
	readonly onPhase?: (phase: SendPhase) => void;
}

/** The one way out to the network, shared by everything that sends. */
export interface HttpClient {
	/**
	 * @throws NetworkError when no usable answer came
	 * @throws CancelledError when the signal fired
	 */
	send(request: HttpRequest, options: SendOptions): Promise<HttpResponse>;
}

export interface HttpClientParts {
	readonly queue: RequestQueue;
	/** Asked at the first request, so that axios is not loaded before. */
	readonly loadTransport: () => Promise<(request: HttpRequest, options: TransportOptions) => Promise<TransportResult>>;
	/** Asked at every request: the user may have changed the setting. Milliseconds and bytes. */
	readonly limits: () => { readonly timeout: number; readonly maxBytes: number };
	/** Milliseconds before each repetition, where the server does not name a wait; as many repetitions as there are pauses. */
	readonly backoff?: readonly number[];
}

const retriedFailures: ReadonlySet<NetworkFailure> = new Set([
	'connectionReset',
	'connectionRefused',
	'hostUnreachable',
	'nameNotFound',
	'timeout',
]);
const usualBackoff: readonly number[] = [1000, 2000, 4000];
/** A server that asks for a longer pause gets none from us: the 429 is shown instead. */
const longestRetryAfter = 60_000;

export function createHttpClient({
	queue,
	loadTransport,
	limits,
	backoff = usualBackoff,
}: HttpClientParts): HttpClient {
	async function sendOnce(request: HttpRequest, { signal, lane, gap, onPhase }: SendOptions): Promise<TransportResult> {
		const transport = await loadTransport();
		return queue.run(
			lane,
			() => {
				onPhase?.({ phase: 'sending' });
				return transport(request, { signal, ...limits() });
			},
			{ signal, gap, onWait: ahead => onPhase?.({ phase: 'queued', ahead }) },
		);
	}

	return {
		async send(request, options) {
			for (let attempt = 0; ; attempt++) {
				const result = await sendOnce(request, options);
				const retry = options.repeatable ? retryOf(result, backoff[attempt]) : undefined;
				if (retry === undefined) {
					return responseOf(result, request);
				}
				options.onPhase?.({ phase: 'waitingToRetry', ...retry });
				await pause(retry.milliseconds, options.signal);
			}
		},
	};
}

function responseOf(result: TransportResult, request: HttpRequest): HttpResponse {
	switch (result.kind) {
		case 'response':
			return result.response;
		case 'cancelled':
			throw new CancelledError();
		case 'failure':
			throw new NetworkError(result.failure, hostOf(request.url), result.code);
	}
}

/** `new URL` would throw an error that holds the whole address, and with it the key. */
function hostOf(url: string): string {
	return URL.canParse(url) ? new URL(url).host : '';
}

function retryOf(
	result: TransportResult,
	usual: number | undefined,
): { readonly milliseconds: number; readonly because: NetworkFailure | 429 } | undefined {
	if (usual === undefined) {
		return undefined;
	}
	if (result.kind === 'failure') {
		return retriedFailures.has(result.failure) ? { milliseconds: usual, because: result.failure } : undefined;
	}
	if (result.kind !== 'response' || result.response.status !== 429) {
		return undefined;
	}
	const asked = retryAfter(headerOf(result.response.headers, 'retry-after'), Date.now()) ?? usual;
	return asked > longestRetryAfter ? undefined : { milliseconds: asked, because: 429 };
}

/** Milliseconds that a `Retry-After` asks for: seconds or an HTTP date (RFC 9110 §10.2.3); undefined when it is absent or neither. */
export function retryAfter(value: string | undefined, now: number): number | undefined {
	if (value === undefined || value.trim() === '') {
		return undefined;
	}
	if (/^\s*\d+\s*$/u.test(value)) {
		return Number(value) * 1000;
	}
	if (!/^\s*(?:mon|tue|wed|thu|fri|sat|sun)/iu.test(value)) {
		return undefined;
	}
	// The oldest of the three forms names no zone and means GMT.
	const date = Date.parse(/GMT\s*$/iu.test(value) ? value : `${value} GMT`);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		if (signal.aborted) {
			reject(new CancelledError());
			return;
		}
		function giveUp(): void {
			clearTimeout(timer);
			reject(new CancelledError());
		}
		const timer = setTimeout(() => {
			signal.removeEventListener('abort', giveUp);
			resolve();
		}, milliseconds);
		signal.addEventListener('abort', giveUp, { once: true });
	});
}
