import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { textResponse, type SandboxResponse } from './sandboxResponse';

/** As it came over the wire, secrets included: for tests. */
export interface RecordedRequest {
	readonly method: string;
	/** Path and query, with the key where one was sent. */
	readonly url: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

/** Responds to a request whose body is complete; rejections become HTTP 500 without a word of detail. */
export type Respond = (request: RecordedRequest, hungUp: AbortSignal) => Promise<SandboxResponse>;

const loopback = '127.0.0.1';
const maxBodyBytes = 1_000_000;

/** Sockets that are open at a time; each may hold a body. */
const maxConnections = 64;

/** Milliseconds that the headers and the whole of a request may take to come. */
const headersTimeout = 10_000;
const requestTimeout = 30_000;

/** Listens on loopback only. */
export function listen(port: number, respond: Respond): Promise<Server> {
	const server = createServer({ headersTimeout, requestTimeout }, (incoming, outgoing) => {
		void handle(incoming, outgoing, respond);
	});
	server.maxConnections = maxConnections;
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, loopback, () => {
			resolve(server);
		});
	});
}

export function originOf(server: Server): string {
	const { port } = server.address() as AddressInfo;
	return `http://${loopback}:${port}`;
}

/** Ends open sockets too. */
export function stop(server: Server): Promise<void> {
	return new Promise(resolve => {
		server.close(() => {
			resolve();
		});
		server.closeAllConnections();
	});
}

async function handle(incoming: IncomingMessage, outgoing: ServerResponse, respond: Respond): Promise<void> {
	const hangUp = new AbortController();
	outgoing.once('close', () => {
		hangUp.abort();
	});
	const response = await respondTo(incoming, hangUp.signal, respond);
	if (!hangUp.signal.aborted) {
		outgoing.writeHead(response.status, { 'cache-control': 'no-store', ...response.headers });
		outgoing.end(incoming.method === 'HEAD' ? undefined : response.body);
	}
}

async function respondTo(incoming: IncomingMessage, hungUp: AbortSignal, respond: Respond): Promise<SandboxResponse> {
	const { method = '', url = '', headers } = incoming;
	// A page of another site whose name was made to point at loopback would send that name (DNS rebinding).
	const { localPort } = incoming.socket;
	if (headers.host !== `${loopback}:${localPort ?? 0}` && headers.host !== `localhost:${localPort ?? 0}`) {
		return textResponse(421, 'The sandbox responds at its loopback address only.');
	}
	try {
		const body = await readBody(incoming);
		return body === undefined
			? textResponse(413, 'The body is too large.')
			: await respond({ method, url, headers, body }, hungUp);
	} catch {
		return textResponse(500, 'The sandbox failed.');
	}
}

/** @returns `undefined` when the body is larger than the sandbox takes; it is read to its end, so that the response arrives. */
async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of incoming as AsyncIterable<Buffer>) {
		length += chunk.length;
		if (length <= maxBodyBytes) {
			chunks.push(chunk);
		}
	}
	return length > maxBodyBytes ? undefined : Buffer.concat(chunks).toString();
}
