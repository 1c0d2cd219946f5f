import { createFlowluClient, type FlowluClient } from '../../src/flowlu/flowluClient';
import { createHttpClient, type HttpClient } from '../../src/net/httpClient';
import { createRequestQueue } from '../../src/net/queue';
import { transport } from '../../src/net/transport/transport';

export interface ClientLimits {
	/** Milliseconds. */
	readonly timeout?: number;
	/** Bytes. */
	readonly maxBytes?: number;
}

/** The shared client as the extension makes it, but quick to give up and to repeat. */
export function quickHttpClient({ timeout = 2000, maxBytes = 1_000_000 }: ClientLimits = {}): HttpClient {
	return createHttpClient({
		queue: createRequestQueue(),
		loadTransport: () => Promise.resolve(transport),
		limits: () => ({ timeout, maxBytes }),
		backoff: [1, 1],
	});
}

export function quickFlowluClient(limits?: ClientLimits): FlowluClient {
	return createFlowluClient(quickHttpClient(limits), () => 0);
}
