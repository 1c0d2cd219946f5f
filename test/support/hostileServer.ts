import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** One request as it stood on the wire. */
export interface ReceivedRequest {
	/** `GET /path HTTP/1.1` */
	readonly line: string;
	/** In their order and spelling. */
	readonly headers: readonly (readonly [name: string, value: string])[];
	readonly body: string;
}

/**
 * What a connection gets for one request: raw bytes, then what happens to the connection. `stall` keeps it open and silent;
 * `reset` breaks it with a TCP reset. Chunks are asked for only as fast as the other end reads.
 */
export interface ScriptedResponse {
	readonly chunks: Iterable<string | Uint8Array>;
	readonly after: 'keep' | 'end' | 'reset' | 'stall';
	/** Milliseconds between two chunks. */
	readonly pause?: number;
}

/** Responses to the requests one after another, over all connections; the last one stands for all that follow. */
export type Script = readonly [ScriptedResponse, ...(readonly ScriptedResponse[])];

export interface HostileServer {
	/** `http://127.0.0.1:PORT`, or `https:` where that was asked for. */
	readonly origin: string;
	/** What came, oldest first. */
	readonly received: readonly ReceivedRequest[];
	/** How many connections were made so far. */
	connections(): number;
	/** Bytes that the other end's system has taken so far. */
	bytesSent(): number;
	/** Resolves when the other end has said something; at once when it has. */
	firstBytes(): Promise<void>;
	/** Resolves when a request has come in full; at once when one has. */
	firstRequest(): Promise<void>;
	/** Resolves when the last chunk of every response that was begun was said. */
	allSaid(): Promise<void>;
	/** Resolves when the other end has closed every connection that was made. */
	allHungUp(): Promise<void>;
	close(): Promise<void>;
}

/** A forgotten connection or an endless body must not hold up a test run. */
const maxConnectionMs = 20_000;
const maxBytesSent = 2 ** 31;
const maxBytesReceived = 2 ** 22;

export interface HostileServerOptions {
	/** What every connection gets at once, before anything is read. */
	readonly greeting?: ScriptedResponse;
	/** Is the origin an `https:` one? The server still speaks no TLS. */
	readonly encrypted?: boolean;
}

/** Starts a server on loopback that speaks HTTP as badly as it is told, on raw sockets. */
export async function startHostileServer(
	script: Script,
	{ greeting, encrypted = false }: HostileServerOptions = {},
): Promise<HostileServer> {
	const received: ReceivedRequest[] = [];
	const sockets = new Map<Socket, Promise<void>>();
	const plays: Promise<void>[] = [];
	let sent = 0;
	const server = createServer(socket => {
		const closed = closing(socket);
		sockets.set(socket, closed);
		socket.on('error', () => {
			// Resets are what this server is for; `close` follows.
		});
		socket.once('data', () => server.emit('bytes'));
		socket.setNoDelay(true);
		setTimeout(() => socket.destroy(), maxConnectionMs).unref();
		if (greeting !== undefined) {
			void play(greeting, { socket, closed }, bytes => (sent += bytes));
		}
		readRequests(socket, async request => {
			const response = script[Math.min(received.length, script.length - 1)] ?? script[0];
			received.push(request);
			server.emit('request');
			const playing = play(response, { socket, closed }, bytes => (sent += bytes));
			plays.push(playing);
			await playing;
		});
	});
	await listen(server);
	return {
		origin: `${encrypted ? 'https' : 'http'}://127.0.0.1:${portOf(server)}`,
		received,
		connections: () => sockets.size,
		bytesSent: () => sent,
		firstBytes: async () => {
			if ([...sockets.keys()].every(({ bytesRead }) => bytesRead === 0)) {
				await once(server, 'bytes');
			}
		},
		firstRequest: async () => {
			if (received.length === 0) {
				await once(server, 'request');
			}
		},
		allSaid: async () => {
			await Promise.all(plays);
		},
		allHungUp: async () => {
			await Promise.all(sockets.values());
		},
		close: async () => {
			for (const socket of sockets.keys()) {
				socket.destroy();
			}
			server.close();
			await once(server, 'close');
		},
	};
}

/** Runs the work against a hostile server of its own. */
export async function withHostileServer(
	script: Script,
	work: (server: HostileServer) => Promise<void>,
	options: HostileServerOptions = {},
): Promise<void> {
	const server = await startHostileServer(script, options);
	try {
		await work(server);
	} finally {
		await server.close();
	}
}

/** An origin on loopback where nobody listens. */
export async function deafOrigin(): Promise<string> {
	const server = createServer();
	await listen(server);
	const origin = `http://127.0.0.1:${portOf(server)}`;
	server.close();
	await once(server, 'close');
	return origin;
}

async function listen(server: Server): Promise<void> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
}

export function portOf(server: Server): number {
	const address = server.address();
	return isPort(address) ? address.port : 0;
}

function isPort(address: AddressInfo | string | null): address is AddressInfo {
	return typeof address === 'object' && address !== null;
}

/** Requests of one connection get their responses one after another. Bodies need a Content-Length. */
function readRequests(socket: Socket, respond: (request: ReceivedRequest) => Promise<void>): void {
	let text = '';
	let turn = Promise.resolve();
	socket.setEncoding('latin1');
	socket.on('data', (chunk: string) => {
		text += chunk;
		if (text.length > maxBytesReceived) {
			socket.destroy();
			return;
		}
		const request = takeRequest(text);
		if (request !== undefined) {
			text = text.slice(request.length);
			turn = turn.then(() => respond(request.request));
		}
	});
}

function takeRequest(text: string): { readonly request: ReceivedRequest; readonly length: number } | undefined {
	const headEnd = text.indexOf('\r\n\r\n');
	if (headEnd === -1) {
		return undefined;
	}
	const [line = '', ...fields] = text.slice(0, headEnd).split('\r\n');
	const headers = fields.map(field => {
		const { name = '', value = '' } = /^(?<name>[^:]*):[ \t]*(?<value>.*)$/u.exec(field)?.groups ?? {};
		return [name, value] as const;
	});
	const length = Number(headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1] ?? 0);
	const end = headEnd + 4 + length;
	if (text.length < end) {
		return undefined;
	}
	const body = Buffer.from(text.slice(headEnd + 4, end), 'latin1').toString();
	return { request: { line, headers, body }, length: end };
}

async function play(
	{ chunks, after, pause = 0 }: ScriptedResponse,
	{ socket, closed }: { readonly socket: Socket; readonly closed: Promise<void> },
	count: (bytes: number) => number,
): Promise<void> {
	for (const chunk of chunks) {
		if (socket.destroyed || count(0) > maxBytesSent) {
			break;
		}
		if (!socket.write(chunk)) {
			await Promise.race([draining(socket), closed]);
		}
		count(Buffer.byteLength(chunk));
		if (pause > 0) {
			await wait(pause);
		}
	}
	switch (after) {
		case 'end':
			socket.end();
			break;
		case 'reset':
			// What was written has to leave first: a reset drops what is still here.
			setImmediate(() => socket.resetAndDestroy());
			break;
		case 'keep':
		case 'stall':
	}
}

/** Unlike `once` of Node, it does not reject when the connection is reset. */
function closing(socket: Socket): Promise<void> {
	return new Promise(resolve => {
		socket.once('close', () => {
			resolve();
		});
	});
}

function draining(socket: Socket): Promise<void> {
	return new Promise(resolve => {
		socket.once('drain', resolve);
	});
}
