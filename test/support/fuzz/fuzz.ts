import { writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { Random } from '../random';
import type { Entry } from './entries';

/** What a case of 100 kB may take. */
const maxMilliseconds = 200;
const maxBytes = 100_000_000;

/** How many times that is a failure: processors differ, and one that is shared is slower. What is not linear takes a hundred times. */
const slack = Number(process.env['FLOWLU_FUZZ_SLACK'] ?? 5);

export interface Figures {
	readonly cases: number;
	/** Milliseconds of processor time, of the slowest case. */
	readonly slowest: number;
	/** Bytes of the heap, of the case that took most. */
	readonly largest: number;
	/** Cases above 200 ms or 100 MB that were within the slack. */
	readonly above: number;
	/** Each with the seed that makes it again. */
	readonly failures: readonly string[];
}

/** Runs cases of an entry, one seed after the other, until the time is over. FLOWLU_FUZZ_SEED runs that one alone. */
export async function fuzz(
	name: string,
	entry: Entry,
	{ seed, seconds }: { readonly seed: number; readonly seconds: number },
): Promise<Figures> {
	const only = process.env['FLOWLU_FUZZ_SEED'];
	const until = performance.now() + seconds * 1000;
	const failures: string[] = [];
	let [cases, slowest, largest, above] = [0, 0, 0, 0];
	for (let at = Number(only ?? seed); cases === 0 || (only === undefined && performance.now() < until); at++) {
		cases++;
		announce(name, at);
		try {
			const { milliseconds, bytes } = await measure(entry, at);
			slowest = Math.max(slowest, milliseconds);
			largest = Math.max(largest, bytes);
			if (milliseconds > maxMilliseconds * slack || bytes > maxBytes * slack) {
				failures.push(`${name}, seed ${at}: ${Math.round(milliseconds)} ms, ${Math.round(bytes / 1e6)} MB`);
			} else if (milliseconds > maxMilliseconds || bytes > maxBytes) {
				above++;
			}
		} catch (error) {
			failures.push(
				`${name}, seed ${at}: ${error instanceof Error ? (error.stack ?? error.message).slice(0, 600) : 'threw'}`,
			);
		}
		if (failures.length >= 5) {
			break;
		}
		await setImmediate();
	}
	return { cases, slowest, largest, above, failures };
}

/** Takes the best of three where the first took long: the first one also compiles, and may meet the collector. */
async function measure(entry: Entry, seed: number): Promise<{ readonly milliseconds: number; readonly bytes: number }> {
	let best = { milliseconds: Infinity, bytes: Infinity };
	for (let time = 0; time < 3 && (best.milliseconds > maxMilliseconds || best.bytes > maxBytes); time++) {
		const work = entry(new Random(seed));
		const heap = process.memoryUsage().heapUsed;
		const before = process.cpuUsage();
		await work();
		const { user, system } = process.cpuUsage(before);
		const bytes = process.memoryUsage().heapUsed - heap;
		best = { milliseconds: Math.min(best.milliseconds, (user + system) / 1000), bytes: Math.min(best.bytes, bytes) };
	}
	return best;
}

/** With FLOWLU_FUZZ_TRACE each case is named before it runs: one that never ends has no other way to say which it is. */
function announce(name: string, seed: number): void {
	if (process.env['FLOWLU_FUZZ_TRACE'] !== undefined) {
		writeSync(2, `${name} ${seed}\n`);
	}
}
