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

/** The same for each of many things, such as documents: of two runs for one of them, the later one cannot be overtaken by the earlier. */
export function coalesceEach<T extends object>(work: (thing: T) => Promise<void>): (thing: T) => Promise<void> {
	const works = new WeakMap<T, () => Promise<void>>();
	return thing => {
		const known = works.get(thing) ?? coalesce(() => work(thing));
		works.set(thing, known);
		return known();
	};
}
