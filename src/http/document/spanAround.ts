import { type Chunk, visitSegments } from './chunks';
import type { Span } from '../problem';

/**
 * From the start of a request to that of another, so that about as many of the `most` requests in between stand before the offset as after it; from the
 * text's start and to its end where there are none to leave out.
 */
export function spanAround(chunks: readonly Chunk[], offset: number, most: number): Span {
	const total = chunks.reduce((sum, { requests }) => sum + requests, 0);
	const last = Math.min(total, Math.max(most, requestsBefore(chunks, offset) + Math.ceil(most / 2)));
	const first = last - most;
	return { start: first <= 0 ? 0 : startOfRequest(chunks, first), end: startOfRequest(chunks, last) };
}

function requestsBefore(chunks: readonly Chunk[], offset: number): number {
	let before = 0;
	visitSegments(
		chunks,
		({ requests, length }, start) => {
			const isBefore = start + length <= offset;
			before += isBefore ? requests : 0;
			return !isBefore && start < offset;
		},
		({ isRequest, text }, start) => {
			before += isRequest && start + text.length <= offset ? 1 : 0;
		},
	);
	return before;
}

/** The end of the text where there are not so many; the first one is 0. */
function startOfRequest(chunks: readonly Chunk[], number: number): number {
	let requests = 0;
	let end = 0;
	let found: number | undefined;
	visitSegments(
		chunks,
		(chunk, start) => {
			end = start + chunk.length;
			const isHere = found === undefined && requests + chunk.requests > number;
			requests += isHere ? 0 : chunk.requests;
			return isHere;
		},
		({ isRequest }, start) => {
			if (isRequest && requests++ === number) {
				found = start;
			}
		},
	);
	return found ?? end;
}
