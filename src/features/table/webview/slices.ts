/** Milliseconds of work after which the page draws and hears keys. */
const sliceLength = 12;

/**
 * Carries out steps in slices, so that the page stays responsive.
 * @param signal ends the work before its next slice; then the result is undefined
 */
export async function inSlices<Result>(
	steps: Generator<void, Result>,
	signal?: AbortSignal,
): Promise<Result | undefined> {
	for (;;) {
		const until = performance.now() + sliceLength;
		do {
			const { done, value } = steps.next();
			if (done === true) {
				return value;
			}
		} while (performance.now() < until);
		await new Promise(resolve => setTimeout(resolve));
		if (signal?.aborted === true) {
			return undefined;
		}
	}
}
