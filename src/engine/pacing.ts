import type { ExchangeStore } from '../exchanges/exchangeStore';
import { nameForLog } from '../flowlu/operation';
import { accountOf } from '../flowlu/sessionEntry';
import { isUnlogged, retryOf, sleepOf } from '../http/build/sendingMetadata';
import type { BlockId } from '../http/document/blockTracker';
import { CancelledError, NetworkError } from '../net/networkErrors';
import { countDown } from '../net/retry';
import { execute } from './execute';
import { type Outcome, succeeded } from './outcome';
import type { Ports } from './ports';
import type { Prepared } from './prepare';
import type { Claim } from './requestStates';

/**
 * Sends a prepared request when its `# @sleep` is over, and again as its `# @retry` says while it does not succeed; the last outcome counts. Only
 * reads come here with a `# @retry`. One that fails is told with what the log may have of it.
 * @throws CancelledError
 */
export async function sendPaced(
	block: BlockId,
	prepared: Prepared,
	claim: Claim,
	dependencies: { readonly ports: Ports; readonly exchanges: ExchangeStore },
): Promise<Outcome> {
	const { metadata } = prepared.place.block;
	const { countDown: wait = countDown } = dependencies.ports;
	const sleep = sleepOf(metadata);
	const { times, pause } = retryOf(metadata) ?? { times: 0, pause: 0 };
	try {
		if (sleep !== undefined) {
			await wait(sleep, claim.signal, milliseconds => {
				claim.progress({ phase: 'sleeping', milliseconds }, accountOf(prepared.entry));
			});
		}
		for (let next = 2; next <= times + 1; next++) {
			const outcome = await outcomeUnlessRepeated(() => execute(block, prepared, claim, dependencies));
			if (outcome !== undefined) {
				return outcome;
			}
			await wait(pause, claim.signal, milliseconds => {
				claim.progress({ phase: 'waitingToRepeat', milliseconds, next, total: times + 1 });
			});
		}
		return await execute(block, prepared, claim, dependencies);
	} catch (error) {
		if (error instanceof CancelledError) {
			throw error;
		}
		return isUnlogged(metadata)
			? { kind: 'failed', error, isUnlogged: true }
			: { kind: 'failed', error, nameForLog: nameForLog(prepared.request) };
	}
}

/** Undefined where it is worth another try: no response came, or one that is no success. What is too large or has a bad certificate would be so again. */
async function outcomeUnlessRepeated(send: () => Promise<Outcome>): Promise<Outcome | undefined> {
	try {
		const outcome = await send();
		return outcome.kind === 'answered' && !succeeded(outcome) ? undefined : outcome;
	} catch (error) {
		if (error instanceof NetworkError && error.failure !== 'tooLarge' && error.failure !== 'tls') {
			return undefined;
		}
		throw error;
	}
}
