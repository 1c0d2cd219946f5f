import { setImmediate } from 'node:timers/promises';
import { readResponse } from '../../../src/exchanges/reading';
import { readText } from '../../../src/exchanges/responseText';
import type { HttpResponse } from '../../../src/net/http';
import { largeBodies } from '../../support/largeBodies';
import { processorTime } from '../../support/processorTime';

/** In milliseconds of processor time: the clock would also count what else the machine does. */
export interface LongTurns {
	/** The longest time in which nobody else had a turn while a response and its text were read. */
	readonly longest: number;
	/** What is allowed: a third of what reading it at once takes. */
	readonly limit: number;
}

/** Reads the body with this name, and prints how long others waited. */
async function main([title = '']: readonly string[]): Promise<void> {
	const made = largeBodies.get(title)?.();
	if (made === undefined) {
		throw new Error(`There is no body called ${title}.`);
	}
	const { text, type } = made;
	const headers = type === undefined ? [] : ([['content-type', type]] as const);
	const response = { status: 200, statusText: 'OK', headers, body: Buffer.from(text), milliseconds: 1 };
	const atOnce = processorTime(() => parsed(text));
	const limit = Math.max(50, atOnce / 3);
	// Collecting garbage may fall into any turn; a turn that is long each time is ours.
	let longest = Infinity;
	for (let attempt = 0; attempt < 3 && longest >= limit; attempt++) {
		longest = Math.min(longest, await longestTurn(response));
	}
	console.log(JSON.stringify({ longest, limit } satisfies LongTurns));
}

async function longestTurn(response: HttpResponse): Promise<number> {
	let longest = 0;
	let turn = process.cpuUsage();
	const measured = {
		yieldToEventLoop: async () => {
			const { user, system } = process.cpuUsage(turn);
			longest = Math.max(longest, (user + system) / 1000);
			await setImmediate();
			turn = process.cpuUsage();
		},
	};
	const reading = await readResponse(response, measured);
	await readText(reading, measured);
	await measured.yieldToEventLoop();
	return longest;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

void main(process.argv.slice(2));
