/** What is to be seen: a locator, or what waits for up to so many milliseconds as one does. */
export interface Effect {
	waitFor(options: { readonly timeout: number }): Promise<void>;
}

/**
 * Does something until its effect is shown: VS Code draws lenses anew after each change, and asks extensions for fixes, and a click or a key at that
 * moment is lost.
 * @throws {Error} where it is not shown within a minute
 */
export async function untilShown(effect: Effect, act: () => Promise<void>): Promise<void> {
	const deadline = Date.now() + 60_000;
	for (;;) {
		await act();
		try {
			await effect.waitFor({ timeout: 10_000 });
			return;
		} catch (error) {
			if (Date.now() > deadline) {
				throw error;
			}
		}
	}
}
