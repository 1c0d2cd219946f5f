import { createFlowluClient, type FlowluClient } from './flowlu/flowluClient';
import { createHttpClient, type HttpClient } from './net/httpClient';
import { createRequestQueue } from './net/queue';
import { millisecondsBetweenRequests, responseLimits } from './ui/settings';

/** The shared client, and Flowlu's protocol over it. */
export interface Network {
	readonly http: HttpClient;
	readonly flowlu: FlowluClient;
}

export function createNetwork(): Network {
	const http = createHttpClient({
		queue: createRequestQueue(),
		loadTransport: async () => (await import('./net/transport/transport')).transport,
		limits: responseLimits,
	});
	return { http, flowlu: createFlowluClient(http, millisecondsBetweenRequests) };
}
