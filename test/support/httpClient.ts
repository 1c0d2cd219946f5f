import { createFlowluClient, type FlowluClient } from '../../src/flowlu/flowluClient';
import { createHttpClient, type HttpClient } from '../../src/net/httpClient';
import { createRequestQueue } from '../../src/net/queue';
import { transport } from '../../src/net/transport/transport';

export interface ClientLimits {
	/** Milliseconds. */
	timeout?: number;
	/** Bytes. */
	readonly maxBytes?: number;
}

/** The shared client as the extension makes it, but quick to give up and to repeat. The limits are asked for with each request: they may change. */
export function quickHttpClient(limits: ClientLimits = {}): HttpClient {
	return createHttpClient({
		queue: createRequestQueue(),
		loadTransport: () => Promise.resolve(transport),
		limits: () => ({ timeout: limits.timeout ?? 2000, maxBytes: limits.maxBytes ?? 1_000_000 }),
		backoff: [1, 1],
	});
}

export function quickFlowluClient(limits?: ClientLimits): FlowluClient {
	return createFlowluClient(quickHttpClient(limits), () => 0);
}
