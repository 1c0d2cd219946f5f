// A process of its own: a Flowlu whose lists have as many records as are asked for, made as they are and not held. Neither its time nor its memory is
// the client's.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { leadRecord } from './leadRecord';

/** What the process tells its parent when it listens. */
export interface Started {
	readonly origin: string;
}

const records = Number(process.argv[2]);

const server = createServer((request, response) => {
	request.resume();
	const { searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
	const last = Number(/"value":(?<id>\d+)/u.exec(searchParams.get('filter[id]') ?? '')?.groups?.['id'] ?? 0);
	const found = records - last;
	const length = Math.min(found, Number(searchParams.get('limit') ?? 50));
	const items = Array.from({ length }, (_, index) => leadRecord(last + index + 1));
	response.setHeader('Content-Type', 'application/json; charset=utf-8');
	response.end(JSON.stringify({ response: { total: records, total_result: found, page: 1, count: length, items } }));
});
server.listen(0, '127.0.0.1', () => {
	const { port } = server.address() as AddressInfo;
	process.send?.({ origin: `http://127.0.0.1:${port}` } satisfies Started);
});
