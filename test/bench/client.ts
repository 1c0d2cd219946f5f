import axios from 'axios';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createFlowluClient } from '../../src/flowlu/flowluClient';
import { createHttpClient } from '../../src/net/httpClient';
import { createRequestQueue } from '../../src/net/queue';
import { Secret } from '../../src/net/redaction/secret';
import { transport } from '../../src/net/transport/transport';
import { getOnce, startListServer } from './listServer';
import { loadPeers, type Peers } from './peers';
import { median, reasonOf, type Row } from './table';

const rounds = 50;
const sendsARound = 10;
const timeout = 60_000;
const maxBytes = 50_000_000;
const path = '/api/v1/module/crm/lead/list?limit=50&filter[owner_id]=12';

/** Sends the request once; resolves with the size of the response's body, so that a client that fails is noticed. */
type Send = () => Promise<number>;

const what = `client: ${rounds} x ${sendsARound} sends`;

/** Our client and others send the same request to the same server, by keep-alive, one after another and in turns. */
export async function benchClient(): Promise<Row[]> {
	const peers = await loadPeers().catch(reasonOf);
	const server = await startListServer();
	const apiKey = randomBytes(16).toString('hex');
	const url = `${server.origin}${path}&api_key=${apiKey}`;
	const clients = new Map<string, Send>([
		['ours', flowluSend(server.origin, apiKey)],
		['bare axios', bareAxiosSend(url)],
		['node:http', () => getOnce(url)],
	]);
	if (typeof peers !== 'string') {
		clients.set('got', gotSend(peers, url));
		clients.set('httpYac', await httpyacSend(peers, server.origin, apiKey));
	}
	try {
		const rows = rowsOf(await race(clients));
		return typeof peers === 'string' ? [...rows, { what: `${what} by httpYac and got`, skipped: peers }] : rows;
	} finally {
		await server.stop();
	}
}

function rowsOf(times: ReadonlyMap<string, number>): Row[] {
	const ours = times.get('ours') ?? Number.NaN;
	const targets: Readonly<Record<string, Pick<Extract<Row, { ours: number }>, 'target'>>> = {
		'bare axios': { target: { quantity: 'ratio', bound: 'atMost', limit: 1.15 } },
		httpYac: { target: { quantity: 'timesBetter', bound: 'atLeast', limit: 8 } },
	};
	return [...times]
		.filter(([name]) => name !== 'ours')
		.map(([name, value]) => ({ what, unit: 'ms', ours, beside: { name, value }, ...targets[name] }));
}

/** @returns milliseconds a send by client, the median of the rounds */
async function race(clients: ReadonlyMap<string, Send>): Promise<ReadonlyMap<string, number>> {
	const times = new Map(Array.from(clients.keys(), name => [name, new Array<number>()]));
	// The first round loads and warms up; in each round another one begins, so that nobody always runs behind the same neighbour.
	for (let round = 0; round <= rounds; round++) {
		const order = [...clients];
		order.push(...order.splice(0, round % order.length));
		for (const [name, send] of order) {
			const time = await timeSends(name, send);
			if (round > 0) {
				times.get(name)?.push(time);
			}
		}
	}
	return new Map(Array.from(times, ([name, values]) => [name, median(values)]));
}

async function timeSends(name: string, send: Send): Promise<number> {
	let received = 0;
	const started = performance.now();
	for (let index = 0; index < sendsARound; index++) {
		received += await send();
	}
	const time = (performance.now() - started) / sendsARound;
	if (received < sendsARound * 10_000) {
		throw new Error(`${name} received ${received} bytes in ${sendsARound} responses.`);
	}
	return time;
}

/** As the extension sends: signed, queued without a gap, cancellable, with a deadline and a cap. */
function flowluSend(origin: string, apiKey: string): Send {
	const http = createHttpClient({
		queue: createRequestQueue(),
		loadTransport: () => Promise.resolve(transport),
		limits: () => ({ timeout, maxBytes }),
	});
	const flowlu = createFlowluClient(http, () => 0);
	const access = {
		account: { name: 'bench', origin },
		credential: { kind: 'apiKey', apiKey: new Secret(apiKey) },
	} as const;
	const request = { method: 'GET', url: `${origin}${path}`, headers: [['Accept', 'application/json']] } as const;
	return async () => {
		const { signal } = new AbortController();
		return (await flowlu.send(request, access, { signal })).body.length;
	};
}

/** With the options of ours, in axios' own words. */
function bareAxiosSend(url: string): Send {
	const client = axios.create({
		adapter: 'http',
		proxy: false,
		maxRedirects: 0,
		maxBodyLength: Infinity,
		validateStatus: () => true,
		responseType: 'arraybuffer',
		timeout,
		maxContentLength: maxBytes,
	});
	return async () => {
		const { signal } = new AbortController();
		const headers = { Accept: 'application/json' };
		return (await client.request<Uint8Array>({ url, headers, signal })).data.length;
	};
}

function gotSend({ got }: Peers, url: string): Send {
	return async () => {
		const { signal } = new AbortController();
		const options = { signal, timeout: { request: timeout }, followRedirect: false, throwHttpErrors: false };
		return (await got(url, { ...options, headers: { Accept: 'application/json' } })).rawBody.length;
	};
}

/** One parsed request, sent again and again, with the key in a variable. */
async function httpyacSend({ folder, httpyac }: Peers, origin: string, apiKey: string): Promise<Send> {
	const text = `GET ${origin}${path}&api_key={{key}}\nAccept: application/json\n`;
	const files = new httpyac.store.HttpFileStore();
	const httpFile = await files.parse(join(folder, 'client.http'), text, { workingDir: folder });
	const [httpRegion] = httpFile.httpRegions;
	if (httpRegion === undefined) {
		throw new Error('httpYac found no request.');
	}
	return async () => {
		let received = 0;
		await httpyac.send({
			httpFile,
			httpRegion,
			variables: { key: apiKey },
			logResponse: response => {
				received = response?.rawBody?.length ?? 0;
				return Promise.resolve();
			},
		});
		return received;
	};
}
