// A process of its own: takes one response in the way that its arguments say, and tells its parent what that took. Its memory is nobody else's.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { responseFile } from '../../src/disk/responseFile';
import { filterInSteps } from '../../src/exchanges/filteredReading';
import { readResponse } from '../../src/exchanges/reading';
import { redactedText } from '../../src/features/responses/redactedText';
import type { HttpResponse } from '../../src/net/http';
import type { BodySink } from '../../src/net/transportPort';
import { createRedactor } from '../../src/net/redaction/redact';
import { Secret } from '../../src/net/redaction/secret';
import { quickHttpClient } from '../support/httpClient';

export type Way = 'shown' | 'filtered' | 'saved' | 'floor';

export interface Taken {
	/** Milliseconds from the sending of the request until the text of the document, or the file, is there; of a filter, until it has found its values. */
	readonly usable: number;
	/** The longest time in milliseconds in which nothing else could run. */
	readonly blocked: number;
	/** Bytes that the memory grew by at most. */
	readonly grown: number;
}

const client = quickHttpClient({ timeout: 60_000, maxBytes: 1_000_000_000 });
const redactor = createRedactor();
redactor.add(new Secret('0f1e2d3c4b5a69788796a5b4c3d2e1f0'));

/** What is timed. */
type Work = () => Promise<void>;

const ways: Readonly<Record<Way, (url: string) => Work | Promise<Work>>> = {
	shown: url => async () => {
		const reading = await readResponse(await ask(url), { yieldToEventLoop: () => setImmediate() });
		const { masked } = await redactedText({ reading }, redactor, 'body');
		check(masked.length);
	},
	filtered: async url => {
		const { json } = await readResponse(await ask(url), { yieldToEventLoop: () => setImmediate() });
		return async () => {
			for (const steps = filterInSteps(json ?? assert.fail(), '$.response.items[?@.active == 1].name'); ;) {
				const { done, value } = steps.next();
				if (done === true) {
					check(value.kind === 'found' ? 1000 * value.count : 0);
					return;
				}
				await setImmediate();
			}
		};
	},
	saved: url => async () => {
		const folder = mkdtempSync(join(tmpdir(), 'bench-large-'));
		try {
			const file = responseFile(join(folder, 'response.json'), redactor, () => undefined);
			const { body, headers } = await ask(url, file);
			// A small one does not go there by itself.
			if (file.bytes() === 0) {
				await file.begin(headers);
				await file.write(body);
			}
			check(file.bytes());
			await file.finish();
		} finally {
			rmSync(folder, { recursive: true });
		}
	},
	/** What anybody has to do who shows it: read it whole, and make a text of it. */
	floor: url => () =>
		new Promise((resolve, reject) => {
			http.get(url, response => {
				const chunks: Buffer[] = [];
				response.on('data', (chunk: Buffer) => chunks.push(chunk));
				response.on('error', reject);
				response.on('end', () => {
					check(Buffer.concat(chunks).toString().length);
					resolve();
				});
			});
		}),
};

function ask(url: string, sink?: BodySink): Promise<HttpResponse> {
	const { signal } = new AbortController();
	const request = { method: 'GET', url, headers: [] } as const;
	return client.send(request, { signal, lane: 'bench', gap: 0, repeatable: false, sink: () => sink });
}

function check(length: number): void {
	if (length < 100_000) {
		throw new Error(`Only ${length} came.`);
	}
}

/** The longest time between two turns of the event loop until it is stopped. */
function watchEventLoop(): () => number {
	let longest = 0;
	let before = performance.now();
	let isWatching = true;
	const turn = (): void => {
		const now = performance.now();
		longest = Math.max(longest, now - before);
		before = now;
		if (isWatching) {
			globalThis.setImmediate(turn);
		}
	};
	turn();
	return () => {
		isWatching = false;
		turn();
		return longest;
	};
}

async function main(way: Way, origin: string, bytes: string): Promise<Taken> {
	// The first response loads and warms what it uses.
	await (
		await ways[way](`${origin}/300000`)
	)();
	const work = await ways[way](`${origin}/${bytes}`);
	const before = process.resourceUsage().maxRSS;
	const stop = watchEventLoop();
	const started = performance.now();
	await work();
	const usable = performance.now() - started;
	return { usable, blocked: stop(), grown: (process.resourceUsage().maxRSS - before) * 1024 };
}

const [, , way = 'shown', origin = '', bytes = ''] = process.argv;
void main(way === 'floor' || way === 'saved' || way === 'filtered' ? way : 'shown', origin, bytes).then(taken =>
	process.send?.(taken),
);
