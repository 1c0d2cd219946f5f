import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { portOf } from './hostileServer';

/** What a proxy does with a request for a tunnel: opens it, refuses with a status, says something that is not HTTP, breaks off or says nothing. */
export type ProxyBehavior = 'tunnel' | 'garbage' | 'reset' | 'stall' | { readonly status: string };

export interface ConnectProxy {
	readonly port: number;
	/** The first lines of what came, `CONNECT portal.example:443 HTTP/1.1`, oldest first. */
	readonly lines: readonly string[];
	/** All bytes that came from clients, as Latin-1: heads and what went through the tunnels. */
	bytes(): string;
	/** Resolves when something has come; at once when it has. */
	firstRequest(): Promise<void>;
	close(): Promise<void>;
}

export interface ConnectProxyOptions {
	/** What a client has to send in `Proxy-Authorization`; others get 407. */
	readonly authorization?: string;
	readonly behavior?: ProxyBehavior;
}

/** A proxy on loopback that opens tunnels (RFC 9110 §9.3.6) to ports of this machine, whatever host they are asked for. */
export async function startConnectProxy({
	authorization,
	behavior = 'tunnel',
}: ConnectProxyOptions = {}): Promise<ConnectProxy> {
	const lines: string[] = [];
	const sockets = new Set<Socket>();
	let bytes = '';
	const server = createServer(socket => {
		keep(socket);
		let head = '';
		socket.setEncoding('latin1');
		socket.on('data', function read(text: string) {
			bytes += text;
			head += text;
			if (head.includes('\r\n\r\n')) {
				socket.off('data', read);
				lines.push(head.split('\r\n', 1)[0] ?? '');
				server.emit('request');
				respond(socket, head);
			}
		});
	});

	function keep(socket: Socket): void {
		sockets.add(socket);
		socket.on('error', () => {
			// Clients may break off; `close` follows.
		});
	}

	function respond(socket: Socket, head: string): void {
		const port = /^CONNECT \S+:(?<port>\d+) HTTP\/1\.1\r\n/u.exec(head)?.groups?.['port'];
		const given = /^proxy-authorization: (?<value>.*)\r$/imu.exec(head)?.groups?.['value'];
		if (authorization !== undefined && given !== authorization) {
			refuse(socket, '407 Proxy Authentication Required', ['Proxy-Authenticate: Basic realm="proxy"']);
		} else if (port === undefined) {
			refuse(socket, '405 Method Not Allowed');
		} else if (behavior === 'tunnel') {
			tunnel(socket, Number(port));
		} else if (behavior === 'garbage') {
			socket.end('SSH-2.0-OpenSSH\r\n\r\n');
		} else if (behavior === 'reset') {
			socket.resetAndDestroy();
		} else if (behavior !== 'stall') {
			refuse(socket, behavior.status);
		}
	}

	function tunnel(socket: Socket, port: number): void {
		const upstream = connect({ host: '127.0.0.1', port });
		keep(upstream);
		upstream.once('connect', () => socket.write('HTTP/1.1 200 Connection Established\r\n\r\n'));
		socket.on('data', (text: string) => {
			bytes += text;
			upstream.write(text, 'latin1');
		});
		upstream.on('data', (chunk: Buffer) => socket.write(chunk));
		upstream.once('close', () => socket.destroy());
		socket.once('close', () => upstream.destroy());
	}

	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: portOf(server),
		lines,
		bytes: () => bytes,
		firstRequest: async () => {
			if (lines.length === 0) {
				await once(server, 'request');
			}
		},
		close: async () => {
			for (const socket of sockets) {
				socket.destroy();
			}
			server.close();
			await once(server, 'close');
		},
	};
}

/** With a page, as proxies send it: it must not be taken for the server's. */
function refuse(socket: Socket, status: string, headers: readonly string[] = []): void {
	const page = '{"response":{"from":"the proxy"}}';
	const lines = [
		`HTTP/1.1 ${status}`,
		...headers,
		'Content-Type: application/json',
		`Content-Length: ${page.length}`,
		'Connection: close',
	];
	socket.end(`${lines.join('\r\n')}\r\n\r\n${page}`);
}
