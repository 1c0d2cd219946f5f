import type { Engine, SendOptions } from '../engine/engine';
import { nameOf } from '../engine/plan';
import type { Scope } from '../engine/ports';
import type { BlockId, BlockTracker } from '../http/document/blockTracker';
import type { HttpDocument } from '../http/document/document';
import { goesOn } from '../http/build/sendingMetadata';
import { type CaseResult, judged } from './caseResult';

/** A request that a run sends. */
export interface RunItem {
	readonly block: BlockId;
	/** Of the document. */
	readonly uri: string;
	/** Of its request line, the first one is 0. */
	readonly line: number;
	readonly name: string;
}

/** The requests of a document in their order, without those that are disabled. */
export function itemsOf(
	uri: string,
	{ blocks, document }: { readonly blocks: BlockTracker; readonly document: HttpDocument },
): readonly RunItem[] {
	return document.blocks
		.filter(({ problems }) => !problems.some(({ code }) => code === 'disabledRequest'))
		.map(block => ({ block: blocks.idOf(uri, block), uri, line: block.lines.request, name: nameOf(block) }));
}

/** What sends the requests of a run. */
export interface Running {
	readonly engine: Engine;
	readonly blocks: BlockTracker;
	readonly scope: Scope;
}

export interface RunOptions extends Pick<SendOptions, 'as' | 'confirmWrite' | 'given'> {
	readonly signal: AbortSignal;
	/** Told before a request is sent. */
	readonly onStart?: (item: RunItem) => void;
	/** Told of each result as it is known, in the order of the requests. */
	readonly onResult?: (result: CaseResult) => void;
}

/**
 * Sends requests one after the other, each with what it needs before it, until one does not pass that has no `# @continue`.
 * @returns a result for each, in their order
 */
export async function runRequests(
	items: readonly RunItem[],
	{ signal, onStart, onResult, ...sending }: RunOptions,
	{ engine, blocks }: Pick<Running, 'engine' | 'blocks'>,
): Promise<readonly CaseResult[]> {
	const results: CaseResult[] = [];
	let stopped = false;
	for (const item of items) {
		const result: CaseResult = stopped || signal.aborted ? unsent(item, signal.aborted) : await sent(item);
		stopped ||= result.state !== 'passed' && !continues(item);
		results.push(result);
		onResult?.(result);
	}
	return results;

	async function sent(item: RunItem): Promise<CaseResult> {
		onStart?.(item);
		const { outcome } = await engine.send(item.block, { ...sending, signal });
		return { ...item, ...judged(outcome), outcome };
	}

	function continues({ block }: RunItem): boolean {
		return goesOn(blocks.find(block)?.block.metadata ?? []);
	}
}

function unsent(item: RunItem, wasCancelled: boolean): CaseResult {
	return { ...item, state: wasCancelled ? 'cancelled' : 'skipped', checks: [], outcome: undefined };
}
