import { performance } from 'node:perf_hooks';

/** @returns a function that counts a request and tells whether it is within the rate. */
export function rateLimit(requestsPerSecond: number | undefined): () => boolean {
	if (requestsPerSecond === undefined) {
		return () => true;
	}
	// A rate below one is one request in a longer window.
	const allowed = Math.max(1, Math.floor(requestsPerSecond));
	const windowMs = (allowed / requestsPerSecond) * 1000;
	let taken: readonly number[] = [];
	return () => {
		const now = performance.now();
		taken = taken.filter(moment => moment > now - windowMs);
		if (taken.length >= allowed) {
			return false;
		}
		taken = [...taken, now];
		return true;
	};
}
