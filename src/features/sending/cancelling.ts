import type { RequestStates } from '../../engine/requestStates';
import type { BlockId } from '../../http/document/blockTracker';

/** Cancels the request at the cursor, or else the one that was begun last: the command needs no cursor at a request. */
export function cancelAtCursor(states: RequestStates, here: BlockId | undefined): void {
	const latest = states.underWay().at(-1);
	if ((here === undefined || !states.cancel(here)) && latest !== undefined) {
		states.cancel(latest.block);
	}
}

/** Cancels the request that the user pointed at, and no other where that one has just ended. */
export function cancelOnly(states: RequestStates, block: BlockId | undefined): void {
	if (block !== undefined) {
		states.cancel(block);
	}
}
