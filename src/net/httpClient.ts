import { CancelledError, NetworkError } from './networkErrors';
import type { HttpRequest, HttpResponse } from './http';
import type { RequestQueue } from './queue';
import { countDown, retryAfterResult, type RetryReason } from './retry';
import type { Transport, TransportOptions, TransportResult } from './transportPort';

/** Where a request is on its way; `ahead` counts requests, `milliseconds` is what is left of the wait before the next try. */
export type SendPhase =
	| { readonly phase: 'queued'; readonly ahead: number }
	| { readonly phase: 'sending' }
	/** The response is coming: decompressed bytes so far, and in all where that is known. Not told of one that comes at once. */
	| { readonly phase: 'receiving'; readonly bytes: number; readonly total: number | undefined }
	| { readonly phase: 'waitingToRetry'; readonly milliseconds: number; readonly because: RetryReason };

export interface HttpSendOptions extends Pick<TransportOptions, 'sink'> {
	readonly signal: AbortSignal;
	/** Makes what goes out in the place of the request, each time that its turn has come. What it throws ends the sending. */
	readonly sign?: () => Promise<HttpRequest>;
	/** Requests of the same lane never overlap. */
	readonly lane: string;
	/** Least time in milliseconds between two requests of the lane; 0 for none. */
	readonly gap: number;
	/**
	 * May the request be sent again when the network breaks or the server is busy? Only for reads. A repetition starts within the timeout of the first
	 * try, the request's own where it has one, so that all tries together, turns in the queue aside, take twice the timeout at most.
	 */
	readonly repeatable: boolean;
	/** Does the request change data at the server? Its failure then says that it may have been carried out. */
	readonly changesData?: boolean;
	/** Does it let everything else of the lane go first? For what nobody waits for. */
	readonly background?: boolean;
	readonly onPhase?: (phase: SendPhase) => void;
}

/** The one way out to the network, shared by everything that sends. */
export interface HttpClient {
	/**
	 * @throws NetworkError when no usable response came
	 * @throws CancelledError when the signal fired
	 * @throws whatever `sign` throws
	 */
	send(request: HttpRequest, options: HttpSendOptions): Promise<HttpResponse>;
}

export interface HttpClientOptions {
	readonly queue: RequestQueue;
	/** Asked at the first request, so that axios is not loaded before. */
	readonly loadTransport: () => Promise<Transport>;
	/** Asked at every request: the user may have changed the setting. Milliseconds and bytes. */
	readonly limits: () => { readonly timeout: number; readonly maxBytes: number };
	/** Milliseconds before each repetition, where the server does not name a wait; as many repetitions as there are pauses. */
	readonly backoff?: readonly number[];
}

const usualBackoff: readonly number[] = [1000, 2000, 4000];

export function createHttpClient({
	queue,
	loadTransport,
	limits,
	backoff = usualBackoff,
}: HttpClientOptions): HttpClient {
	async function sendOnce(
		request: HttpRequest,
		{ signal, sign, lane, gap, background = false, onPhase, sink }: HttpSendOptions,
	): Promise<Try> {
		const transport = await loadTransport();
		const queued = performance.now();
		return queue.run(
			lane,
			async () => {
				const signed = sign === undefined ? request : await sign();
				if (signal.aborted) {
					throw new CancelledError();
				}
				const started = performance.now();
				onPhase?.({ phase: 'sending' });
				const { timeout, maxBytes } = limits();
				const result = await transport(signed, {
					signal,
					maxBytes,
					timeout: request.timeout ?? timeout,
					...(sink !== undefined && { sink }),
					onReceived: (bytes, total) => onPhase?.({ phase: 'receiving', bytes, total }),
				});
				return { result, started, queued: started - queued };
			},
			{ signal, gap, background, onWait: ahead => onPhase?.({ phase: 'queued', ahead }) },
		);
	}

	return {
		async send(request, options) {
			let firstStart: number | undefined;
			for (let attempt = 0; ; attempt++) {
				const sent = await sendOnce(request, options);
				firstStart ??= sent.started;
				const retry = options.repeatable ? retryAfterResult(sent.result, attempt, backoff) : undefined;
				const left = (request.timeout ?? limits().timeout) - (performance.now() - firstStart);
				if (retry === undefined || retry.milliseconds > left) {
					return responseOf(sent, request, { tries: attempt + 1, changesData: options.changesData === true });
				}
				const { because } = retry;
				await countDown(retry.milliseconds, options.signal, milliseconds => {
					options.onPhase?.({ phase: 'waitingToRetry', milliseconds, because });
				});
			}
		},
	};
}

/** One sending: when it left the queue, by `performance.now()`, and the milliseconds it had waited there. */
interface Try {
	readonly result: TransportResult;
	readonly started: number;
	readonly queued: number;
}

function responseOf(
	{ result, queued }: Try,
	request: HttpRequest,
	{ tries, changesData }: { readonly tries: number; readonly changesData: boolean },
): HttpResponse {
	switch (result.kind) {
		case 'response':
			return { ...result.response, timing: { queue: queued, ...result.response.timing } };
		case 'cancelled':
			throw new CancelledError();
		case 'failure': {
			const { failure, code, progress } = result;
			const mayHaveArrived = failure !== 'proxy' && (progress?.phase === 'firstByte' || progress?.phase === 'body');
			throw new NetworkError(failure, hostOf(request.url), code, {
				tries,
				...(progress && { progress }),
				isUnsettled: changesData && mayHaveArrived,
			});
		}
	}
}

/** `new URL` would throw an error that holds the whole address, and with it the key. */
function hostOf(url: string): string {
	return URL.canParse(url) ? new URL(url).host : '';
}
