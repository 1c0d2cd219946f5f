import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { Certificate } from './certificates';

export interface HttpsServer {
	readonly port: number;
	/** Targets of the requests that came. */
	readonly received: readonly string[];
	close(): Promise<void>;
}

/** A server on loopback that answers every request with an empty success of Flowlu. */
export async function startHttpsServer({ cert, key }: Certificate): Promise<HttpsServer> {
	const received: string[] = [];
	const server = createServer({ cert, key }, (request, response) => {
		received.push(request.url ?? '');
		response.setHeader('Content-Type', 'application/json').end('{"response":{}}');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	assert.ok(typeof address === 'object' && address !== null);
	return {
		port: address.port,
		received,
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
