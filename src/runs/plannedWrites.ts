import { blockMayWrite, blockOperation } from '../engine/blockOperation';
import type { Writing } from '../engine/ports';
import { plainPlace } from '../engine/prepare';
import { expectedSession } from '../engine/sessionChoice';
import { accountOf, type SessionEntry } from '../flowlu/sessionEntry';
import { rowFileOf } from '../http/build/sendingMetadata';
import type { Place } from '../http/document/blockTracker';
import type { PlannedWrite, Running, RunItem } from './runRequests';

/** Who would send the request that stands there; undefined where it is not asked about. */
type SenderOf = (place: Place) => SessionEntry | undefined;

/** The requests that may change records, as far as can be told while they are written. Those that they name are not among them. */
export async function plannedWrites(
	items: readonly RunItem[],
	senderOf: SenderOf,
	{ blocks }: Pick<Running, 'blocks'>,
): Promise<readonly PlannedWrite[]> {
	const writes: PlannedWrite[] = [];
	for (const item of items) {
		const place = blocks.find(item.block);
		const plain = place && (await plainPlace(place));
		// Of a command that cannot be sent it is told when it is its turn.
		const entry = plain === undefined || 'problems' in plain ? undefined : senderOf(plain);
		if (place === undefined || plain === undefined || 'problems' in plain || entry === undefined) {
			continue;
		}
		const { method, target } = plain.block;
		const account = accountOf(entry);
		if (blockMayWrite(plain.block, account)) {
			const { kind } = blockOperation(plain.block, account);
			writes.push({ item, method, target, text: place.block.text, entry, kind });
		}
	}
	return writes;
}

/**
 * Of writes to production accounts. Those are left out of which nobody can say yet who sends them: they are asked about when it is their turn.
 * @param entries all sessions
 * @param as the session that sends all of them, where it is chosen
 */
export function productionSender(
	entries: readonly SessionEntry[],
	scope: Running['scope'],
	as?: SessionEntry,
): SenderOf {
	return place => {
		// For rows it is refused.
		if (rowFileOf(place.block.metadata) !== undefined) {
			return undefined;
		}
		const choice = as === undefined ? expectedSession(place, entries, scope) : { kind: 'session' as const, entry: as };
		return choice.kind === 'session' && choice.entry.accountKind !== 'test' ? choice.entry : undefined;
	};
}

/**
 * Says of which writes the user has agreed to all before the run, to each once. Another request, one whose text was edited since, and one that turned out
 * to do something else or to go to another account, is none of them.
 */
export function agreedTo(
	writes: readonly PlannedWrite[],
	{ blocks }: Pick<Running, 'blocks'>,
): (writing: Writing) => boolean {
	const agreed = new Map(writes.map(write => [write.item.block, write]));
	return ({ block, operation, entry }) => {
		const write = agreed.get(block);
		const isSame =
			write?.kind === operation.kind &&
			write.entry.session.account.origin === entry.session.account.origin &&
			write.text === blocks.find(block)?.block.text;
		if (isSame) {
			agreed.delete(block);
		}
		return isSame;
	};
}
