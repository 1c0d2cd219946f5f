import { setImmediate as turn } from 'node:timers/promises';

/**
 * Does it settle before anything can have been waited for? Twenty turns of the event loop with nothing to do in them take less than a millisecond. Other
 * than a hundred milliseconds by the clock, that holds on a machine that is busy.
 */
export function settlesAtOnce(promise: Promise<unknown>): Promise<boolean> {
	const settle = () => true;
	return Promise.race([promise.then(settle, settle), twentyTurns()]);
}

async function twentyTurns(): Promise<false> {
	for (let turns = 0; turns < 20; turns++) {
		await turn();
	}
	return false;
}
