import { once } from 'node:events';
import { get } from 'node:http';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Listening } from './listServerThread';

export interface ListServer {
	/** `http://127.0.0.1:PORT` */
	readonly origin: string;
	readonly stop: () => Promise<void>;
}

/** Starts a server on a thread of its own that responds at once. */
export async function startListServer(): Promise<ListServer> {
	const worker = new Worker(join(__dirname, 'listServerThread.js'));
	const [{ port }] = (await once(worker, 'message')) as [Listening];
	return {
		origin: `http://127.0.0.1:${port}`,
		stop: async () => {
			await worker.terminate();
		},
	};
}

/** Gets a URL by Node itself, whose agent keeps connections alive since Node 19; resolves with the size of the body. */
export async function getOnce(url: string): Promise<number> {
	return (await bodyOf(url)).length;
}

/** Gets a URL in the same way; resolves with the body. */
export function bodyOf(url: string): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		get(url, { headers: { Accept: 'application/json' } }, response => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('end', () => {
				resolve(Buffer.concat(chunks));
			});
			response.on('error', reject);
		}).on('error', reject);
	});
}
