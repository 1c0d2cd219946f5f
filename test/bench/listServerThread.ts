// A worker thread: a Flowlu that responds to every request with the same list of fifty leads. Its time is not on the clients' thread.
import { createServer } from 'node:http';
import { parentPort } from 'node:worker_threads';

/** What the thread tells its parent when it listens, and where. */
export interface Listening {
	readonly port: number;
}

const items = Array.from({ length: 50 }, (_, index) => ({
	id: 1000 + index,
	name: `Office chairs for Acme and Sons, floor ${index}`,
	owner_id: 12,
	pipeline_id: 3,
	pipeline_stage_id: 17,
	budget: '12500.50',
	start_date: '2026-11-02',
	created_date: '2026-11-02 09:15:00',
	description: 'Called on Monday; wants a quote by the end of the week.',
	active: 1,
}));

let served = 0;

const server = createServer((request, response) => {
	request.resume();
	served++;
	// Padded, so that every response is as long as the next.
	const serial = String(served).padStart(9, '0');
	response.setHeader('Content-Type', 'application/json; charset=utf-8');
	response.end(JSON.stringify({ response: { serial, total: 50, total_result: 50, page: 1, count: 50, items } }));
});
server.listen(0, '127.0.0.1', () => {
	const address = server.address();
	parentPort?.postMessage({
		port: typeof address === 'object' && address ? address.port : 0,
	} satisfies Listening);
});
