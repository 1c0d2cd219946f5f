import { quickHttpClient } from '../../support/httpClient';

const { signal } = new AbortController();

/** Asks twice, a small response and then the one in question, and prints how the second went and what it took of the memory at most, in bytes. */
async function main([origin = '', maxBytes = '']: readonly string[]): Promise<void> {
	const http = quickHttpClient({ timeout: 60_000, maxBytes: Number(maxBytes) });
	const ask = () =>
		http.send({ method: 'GET', url: `${origin}/`, headers: [] }, { signal, lane: 'x', gap: 0, repeatable: false });
	await ask();
	const before = process.resourceUsage().maxRSS;
	const outcome = await ask().then(
		({ body }) => String(body.length),
		(error: unknown) => String(error),
	);
	const growth = (process.resourceUsage().maxRSS - before) * 1024;
	console.log(JSON.stringify({ outcome, growth }));
}

void main(process.argv.slice(2));
