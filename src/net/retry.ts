import { CancelledError, type NetworkFailure } from './networkErrors';
import { headerOf } from './http';
import type { TransportResult } from './transportPort';

/** What a read is repeated for: a fault of the network, or the server's word that it is too busy now. */
export type RetryReason = NetworkFailure | 429 | 503;

/** A repetition, and the milliseconds to wait before it. */
export interface Retry {
	readonly milliseconds: number;
	readonly because: RetryReason;
}

/** Long enough for a network that is just coming up, short enough not to be noticed. */
const secondLook = 300;

/**
 * Is a read sent again after this result, and when? Broken connections, 429 and 503 are repeated after each pause of the backoff, the latter two when
 * the server says (`Retry-After`). Where nobody was reached there is one quick second look. What took all its time is not repeated, nor what would
 * fail the same way.
 * @param attempt how many repetitions there were already
 */
export function retryAfterResult(
	result: TransportResult,
	attempt: number,
	backoff: readonly number[],
): Retry | undefined {
	const usual = backoff[attempt];
	if (usual === undefined || result.kind === 'cancelled') {
		return undefined;
	}
	if (result.kind === 'failure') {
		return retryAfterFailure(result.failure, attempt, usual);
	}
	const { status, headers } = result.response;
	return status === 429 || status === 503
		? { milliseconds: retryAfter(headerOf(headers, 'retry-after'), Date.now()) ?? usual, because: status }
		: undefined;
}

function retryAfterFailure(failure: NetworkFailure, attempt: number, usual: number): Retry | undefined {
	switch (failure) {
		case 'connectionReset':
			return { milliseconds: usual, because: failure };
		case 'nameNotFound':
		case 'connectionRefused':
		case 'hostUnreachable':
			return attempt === 0 ? { milliseconds: Math.min(usual, secondLook), because: failure } : undefined;
		case 'timeout':
		case 'tls':
		case 'proxy':
		case 'tooLarge':
		case 'malformed':
		case 'other':
			return undefined;
	}
}

/** Milliseconds that a `Retry-After` asks for: seconds or an HTTP date (RFC 9110 §10.2.3); undefined when it is absent or neither. */
export function retryAfter(value: string | undefined, now: number): number | undefined {
	if (value === undefined || value.trim() === '') {
		return undefined;
	}
	if (/^\s*\d+\s*$/u.test(value)) {
		return Number(value) * 1000;
	}
	if (!/^\s*(?:mon|tue|wed|thu|fri|sat|sun)/iu.test(value)) {
		return undefined;
	}
	// The oldest of the three forms names no zone and means GMT.
	const date = Date.parse(/GMT\s*$/iu.test(value) ? value : `${value} GMT`);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * Waits, and tells at once and every second how many milliseconds are left.
 * @throws CancelledError when the signal fires
 */
export async function countDown(
	milliseconds: number,
	signal: AbortSignal,
	onLeft: (milliseconds: number) => void,
): Promise<void> {
	// By steps and not by the clock: timers ring up to a millisecond early, and that would be told as a wait of its own.
	for (let left = milliseconds; ; left -= 1000) {
		onLeft(left);
		await pause(Math.min(left, 1000), signal);
		if (left <= 1000) {
			return;
		}
	}
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		if (signal.aborted) {
			reject(new CancelledError());
			return;
		}
		function giveUp(): void {
			clearTimeout(timer);
			reject(new CancelledError());
		}
		const timer = setTimeout(() => {
			signal.removeEventListener('abort', giveUp);
			resolve();
		}, milliseconds);
		signal.addEventListener('abort', giveUp, { once: true });
	});
}
