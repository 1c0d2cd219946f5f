/**
 * The work for many callers: it never runs twice at once, and runs once more for all who call while it runs.
 * @returns what resolves when a run has ended that began after the call; rejects where that failed
 */
export function coalesce(work: () => Promise<void>): () => Promise<void> {
	let running: Promise<void> | undefined;
	let next: Promise<void> | undefined;
	function run(): Promise<void> {
		next = undefined;
		running = work().finally(() => {
			running = undefined;
		});
		return running;
	}
	return () => {
		next ??= running?.then(run, run);
		return next ?? run();
	};
}
