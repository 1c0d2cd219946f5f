import { blockMayWrite, blockOperation } from '../engine/blockOperation';
import type { Writing } from '../engine/ports';
import { expectedSession } from '../engine/valueSources';
import { accountOf, type SessionEntry } from '../flowlu/sessionEntry';
import { rowFileOf } from '../http/build/sendingMetadata';
import type { PlannedWrite, Running, RunItem } from './runRequests';

/**
 * The writes to production accounts among the requests. Those are not there of which nobody can say yet who sends them, and those that other requests
 * name: they are asked about when it is their turn.
 * @param entries all sessions
 * @param as the session that sends all of them, where it is chosen
 */
export function plannedWrites(
	items: readonly RunItem[],
	entries: readonly SessionEntry[],
	{ blocks, scope }: Pick<Running, 'blocks' | 'scope'>,
	as?: SessionEntry,
): readonly PlannedWrite[] {
	return items.flatMap(item => {
		const place = blocks.find(item.block);
		const choice =
			place && (as === undefined ? expectedSession(place, entries, scope) : { kind: 'session' as const, entry: as });
		if (choice?.kind !== 'session' || choice.entry.accountKind === 'test' || place === undefined) {
			return [];
		}
		const { block } = place;
		if (rowFileOf(block.metadata) !== undefined) {
			// It is refused.
			return [];
		}
		const account = accountOf(choice.entry);
		const { kind } = blockOperation(block, account);
		return blockMayWrite(block, account)
			? [{ item, method: block.method, target: block.target, text: block.text, entry: choice.entry, kind }]
			: [];
	});
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
