import { planFor, type Step } from '../../engine/plan';
import type { Files, Scope } from '../../engine/ports';
import type { GivenValues } from '../../http/build/variables';
import type { BlockId, BlockTracker } from '../../http/document/blockTracker';
import type { RunItem } from '../../runs/runRequests';

interface Planning {
	readonly scope: Scope;
	readonly files: Pick<Files, 'read'>;
	readonly blocks: BlockTracker;
	readonly given: GivenValues;
}

/** The requests of a run with those that are sent before or within them, each once. Those that cannot be sent at all are none of them. */
export async function plannedItems(
	items: readonly RunItem[],
	{ scope, files, blocks, given }: Planning,
): Promise<readonly RunItem[]> {
	const found = new Map<BlockId, RunItem>();
	for (const { block, uri } of items) {
		await scope.ready(uri);
		const place = blocks.find(block);
		const planned = place && (await planFor(place, given, { scope, files, blocks, always: given }));
		if (planned?.kind === 'planned') {
			collect(planned.step);
		}
	}
	return [...found.values()];

	function collect({ block, name, earlier, runs }: Step): void {
		const place = found.has(block) ? undefined : blocks.find(block);
		if (place === undefined) {
			return;
		}
		found.set(block, { block, uri: place.uri, line: place.block.lines.request, name });
		for (const { step } of [...earlier, ...(runs ?? [])]) {
			collect(step);
		}
	}
}
