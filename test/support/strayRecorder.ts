import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A server that nobody should connect to. */
export interface StrayRecorder {
	readonly port: number;
	/** Connections so far. */
	connections(): number;
	/** What they began with. */
	received(): Uint8Array;
	close(): Promise<void>;
}

/** @param port any free one unless given */
export async function startStrayRecorder(host: string, port = 0): Promise<StrayRecorder> {
	let connections = 0;
	const chunks: Buffer[] = [];
	const server = createServer(socket => {
		connections++;
		socket.on('error', () => undefined);
		socket.once('data', chunk => {
			chunks.push(chunk);
			socket.destroy();
		});
	});
	server.listen(port, host);
	await once(server, 'listening');
	const address = server.address();
	assert.ok(typeof address === 'object' && address !== null);
	return {
		port: address.port,
		connections: () => connections,
		received: () => Buffer.concat(chunks),
		close: async () => {
			server.close();
			await once(server, 'close');
		},
	};
}
