import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits for what tells nobody when it happens, looking every 20 ms.
 *
 * @param seconds less than a test may take, so that what is reported is what was awaited
 * @throws {Error} with the condition's own text when it does not hold in time
 */
export async function until(condition: () => boolean | Promise<boolean>, seconds = 45): Promise<void> {
	const deadline = performance.now() + seconds * 1000;
	while (!(await condition())) {
		if (performance.now() > deadline) {
			throw new Error(`Not within ${seconds} s: ${condition.toString()}`);
		}
		await delay(20);
	}
}
