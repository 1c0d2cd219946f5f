import type { Engine, SendOptions } from '../engine/engine';
import { nameOf } from '../engine/plan';
import type { Scope } from '../engine/ports';
import type { BlockId, BlockTracker } from '../http/document/blockTracker';
import type { HttpDocument } from '../http/document/document';
import type { SessionEntry } from '../flowlu/sessionEntry';
import type { Operation } from '../flowlu/operation';
import { goesOn } from '../http/build/sendingMetadata';
import type { RowListener } from '../engine/rows/sendRows';
import { type CaseResult, judged } from './caseResult';

/** A request that a run sends. */
export interface RunItem {
	readonly block: BlockId;
	/** Of the document. */
	readonly uri: string;
	/** Of its request line, the first one is 0. */
	readonly line: number;
	readonly name: string;
	/** What the rows of its file are called by for which it is sent; all where it is undefined. */
	readonly onlyRows?: ReadonlySet<string>;
}

/** The requests of a document in their order, without those that are disabled. */
export function itemsOf(
	uri: string,
	{ blocks, document }: { readonly blocks: BlockTracker; readonly document: Pick<HttpDocument, 'blocks'> },
): readonly RunItem[] {
	return document.blocks
		.filter(({ problems }) => !problems.some(({ code }) => code === 'disabledRequest'))
		.map(block => ({ block: blocks.idOf(uri, block), uri, line: block.lines.request, name: nameOf(block) }));
}

/** A request of a run that may change records of a production account, by what can be told before anything is sent. */
export interface PlannedWrite {
	readonly item: RunItem;
	/** As it is written, variables unresolved. */
	readonly method: string;
	readonly target: string;
	/** Of the whole request when it was asked about. */
	readonly text: string;
	readonly entry: SessionEntry;
	readonly kind: Operation['kind'];
}

/** What sends the requests of a run. */
export interface Running {
	readonly engine: Engine;
	readonly blocks: BlockTracker;
	readonly scope: Scope;
	/** Asks once about all of them. */
	readonly confirmWrites: (writes: readonly PlannedWrite[]) => Promise<boolean>;
}

/** How a run sends, and who is told of it. */
export interface RunOptions extends Pick<SendOptions, 'as' | 'confirmWrite' | 'given' | 'isAgreed'> {
	readonly signal: AbortSignal;
	/** Told where another run has to end first. */
	readonly onWait?: () => void;
	/** Told before a request is sent, and before each row of one that is sent for rows. */
	readonly onStart?: (item: RunItem, row?: string) => void;
	/** Told of each result as it is known, in the order of the requests. */
	readonly onResult?: (result: CaseResult) => void;
}

/** When all runs that an engine was asked for will have ended. */
const endOfRuns = new WeakMap<Engine, Promise<unknown>>();

/**
 * Sends requests one after the other, each with what it needs before it, until one does not pass that has no `# @continue`. Their responses are kept
 * and not shown. Of several runs one waits for the other: each would find requests of the other under way, and take its responses for its own.
 * @returns a result for each, or for each of its rows, in their order
 */
export async function runRequests(
	items: readonly RunItem[],
	{ onWait, ...options }: RunOptions,
	running: Pick<Running, 'engine' | 'blocks'>,
): Promise<readonly CaseResult[]> {
	const before = endOfRuns.get(running.engine);
	if (before !== undefined) {
		onWait?.();
	}
	const run = endOrAbort(before, options.signal).then(() => sendAll(items, options, running));
	const all = Promise.allSettled([before, run]);
	endOfRuns.set(running.engine, all);
	try {
		return await run;
	} finally {
		if (endOfRuns.get(running.engine) === all) {
			endOfRuns.delete(running.engine);
		}
	}
}

async function endOrAbort(end: Promise<unknown> | undefined, signal: AbortSignal): Promise<void> {
	if (end === undefined || signal.aborted) {
		return;
	}
	// One signal may be that of many runs.
	const ended = new AbortController();
	const aborted = new Promise<void>(resolve => {
		signal.addEventListener(
			'abort',
			() => {
				resolve();
			},
			{ signal: ended.signal },
		);
	});
	await Promise.race([end, aborted]);
	ended.abort();
}

async function sendAll(
	items: readonly RunItem[],
	{ signal, onStart, onResult, ...sending }: Omit<RunOptions, 'onWait'>,
	{ engine, blocks }: Pick<Running, 'engine' | 'blocks'>,
): Promise<readonly CaseResult[]> {
	const results: CaseResult[] = [];
	let stopped = false;
	for (const item of items) {
		const first = results.length;
		if (stopped || signal.aborted) {
			add(unsent(item, signal.aborted));
		} else {
			await send(item);
			stopped = results.slice(first).some(({ state }) => state !== 'passed') && !continues(item);
		}
	}
	return results;

	function add(result: CaseResult): void {
		results.push(result);
		onResult?.(result);
	}

	async function send(item: RunItem): Promise<void> {
		onStart?.(item);
		const left: { rows?: readonly string[] } = {};
		const rows: RowListener = {
			onPlanned: names => {
				left.rows = names;
			},
			onStart: row => onStart?.(item, row),
			onEnd: ({ row = '', outcome }) => {
				left.rows = left.rows?.slice(1) ?? [];
				add({ ...item, row, ...judged(outcome), outcome });
			},
		};
		const { outcome } = await engine.send(item.block, {
			...sending,
			signal,
			quietly: true,
			rows,
			...(item.onlyRows !== undefined && { onlyRows: item.onlyRows }),
		});
		if (left.rows === undefined) {
			add({ ...item, ...judged(outcome), outcome });
		}
		for (const row of left.rows ?? []) {
			add({ ...unsent(item, outcome.kind === 'cancelled'), row });
		}
	}

	function continues({ block }: RunItem): boolean {
		return goesOn(blocks.find(block)?.block.metadata ?? []);
	}
}

function unsent(item: RunItem, wasCancelled: boolean): CaseResult {
	return { ...item, state: wasCancelled ? 'cancelled' : 'skipped', checks: [], outcome: undefined };
}
