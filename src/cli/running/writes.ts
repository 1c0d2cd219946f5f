import { blockMayWrite } from '../../engine/blockOperation';
import { planFor, type Step } from '../../engine/plan';
import type { Files, Scope } from '../../engine/ports';
import type { Account } from '../../flowlu/account';
import type { GivenValues } from '../../http/build/variables';
import type { BlockId, BlockTracker, Place } from '../../http/document/blockTracker';
import type { RunItem } from '../../runs/runRequests';

interface Planning {
	readonly scope: Scope;
	readonly files: Pick<Files, 'read'>;
	readonly blocks: BlockTracker;
	readonly given: GivenValues;
	/** Any: where requests begin that have no address. */
	readonly account: Account;
}

/** The requests of a run that may change records, with those that are sent before or within others, each once. What cannot be sent at all is none. */
export async function writesAmong(items: readonly RunItem[], planning: Planning): Promise<readonly Place[]> {
	const { scope, files, blocks, given, account } = planning;
	const ids = new Set<BlockId>();
	for (const { block, uri } of items) {
		await scope.ready(uri);
		const place = blocks.find(block);
		const planned = place && (await planFor(place, given, { scope, files, blocks, always: given }));
		if (planned?.kind === 'planned') {
			collect(planned.step, ids);
		}
	}
	const places = [...ids].map(id => blocks.find(id)).filter(place => place !== undefined);
	const writes = await Promise.all(places.map(async place => blockMayWrite(await plainBlock(place), account)));
	return places.filter((_, index) => writes[index] === true);
}

function collect({ block, earlier, runs }: Step, into: Set<BlockId>): void {
	if (into.has(block)) {
		return;
	}
	into.add(block);
	for (const { step } of [...earlier, ...(runs ?? [])]) {
		collect(step, into);
	}
}

/** What a curl command stands for; the command itself where it cannot be sent. */
async function plainBlock({ document, block }: Place): Promise<Place['block']> {
	if (block.form !== 'curl') {
		return block;
	}
	const { plainRequest } = await import('../../http/curl/plainRequest');
	const plain = plainRequest(document, block);
	return plain.ok ? plain.block : block;
}
