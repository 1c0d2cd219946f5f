import { setImmediate } from 'node:timers/promises';
import type { BodySink } from '../../../src/net/transportPort';
import { quickHttpClient } from '../../support/httpClient';

const { signal } = new AbortController();

const nowhere: BodySink = { begin: () => Promise.resolve(), write: () => setImmediate() };

/**
 * Asks twice, a small response and then the one in question, which goes into memory or, if `saved` is the last argument, to a sink; and prints how the second went and what it took of the memory at most, in bytes.
 */
async function main([origin = '', maxBytes = '', where = '']: readonly string[]): Promise<void> {
	const http = quickHttpClient({ timeout: 60_000, maxBytes: Number(maxBytes) });
	const ask = () =>
		http.send(
			{ method: 'GET', url: `${origin}/`, headers: [] },
			{ signal, lane: 'x', gap: 0, repeatable: false, sink: () => (where === 'saved' ? nowhere : undefined) },
		);
	await ask();
	const before = process.resourceUsage().maxRSS;
	const outcome = await ask().then(
		({ body, saved }) => String(saved ?? body.length),
		(error: unknown) => String(error),
	);
	const growth = (process.resourceUsage().maxRSS - before) * 1024;
	console.log(JSON.stringify({ outcome, growth }));
}

void main(process.argv.slice(2));
