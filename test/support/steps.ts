/** What comes of steps that are taken one after the other. */
export function lastOf<Result>(steps: Generator<unknown, Result>): Result {
	for (;;) {
		const { done, value } = steps.next();
		if (done === true) {
			return value;
		}
	}
}

/** How many times others get their turn. */
export function stepsOf(steps: Generator<void, unknown>): number {
	let count = 0;
	while (steps.next().done !== true) {
		count++;
	}
	return count;
}
