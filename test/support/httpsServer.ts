import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import { portOf } from './hostileServer';
import type { Certificate } from './certificates';

export interface HttpsServer {
	readonly port: number;
	/** Requests that came, oldest first. */
	readonly received: readonly { readonly target: string; readonly headers: IncomingHttpHeaders }[];
	close(): Promise<void>;
}

/** A server on an address of loopback that responds to every request with an empty success of Flowlu. */
export async function startHttpsServer({ cert, key }: Certificate, address = '127.0.0.1'): Promise<HttpsServer> {
	const received: HttpsServer['received'][number][] = [];
	const server = createServer({ cert, key }, (request, response) => {
		received.push({ target: request.url ?? '', headers: request.headers });
		response.setHeader('Content-Type', 'application/json').end('{"response":{}}');
	});
	server.listen(0, address);
	await once(server, 'listening');
	return {
		port: portOf(server),
		received,
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
