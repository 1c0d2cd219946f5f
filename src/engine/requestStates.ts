import type { AccountEntry } from '../flowlu/sessionEntry';
import type { BlockId } from '../http/document/blockTracker';
import type { SendPhase } from '../net/httpClient';
import type { BodySink } from '../net/transportPort';
import type { Outcome } from './outcome';

/** How far a request has come; `preparing` covers everything before the queue, `step` counts from 1. */
export type RequestPhase =
	| SendPhase
	| { readonly phase: 'preparing' }
	/** Pages of a list come one after the other. */
	| { readonly phase: 'paging'; readonly records: number; readonly total: number | undefined }
	/** `# @sleep`: what is left of it. */
	| { readonly phase: 'sleeping'; readonly milliseconds: number }
	/** `# @retry`: what is left of the wait before the next try, the first of which counts as 1. */
	| { readonly phase: 'waitingToRepeat'; readonly milliseconds: number; readonly next: number; readonly total: number }
	| { readonly phase: 'running'; readonly step: number; readonly total: number };

export interface UnderWay {
	readonly kind: 'underWay';
	readonly phase: RequestPhase;
	/** Where it is sent, once that is known. */
	readonly account: AccountEntry | undefined;
}

export interface Ended {
	readonly kind: 'ended';
	readonly outcome: Outcome;
}

/** What is known of a request of this window. */
export type RequestState = UnderWay | Ended;

/** Told what is known of a request now. */
export type StateListener = (state: RequestState | undefined, block: BlockId) => void;

/** A request that is being sent. Whoever holds it has to release it. */
export interface Claim {
	/** Fires when the request, or what it is a part of, is cancelled. */
	readonly signal: AbortSignal;
	progress(phase: RequestPhase, account?: AccountEntry): void;
	/** Where the body of its response is to go from now on, if not into memory. */
	sink(): BodySink | undefined;
	/** Ends it. What was not sent leaves the state as it was before; what was cancelled on its way leaves none. */
	release(outcome: Outcome): void;
}

/** A signal may fire at any time: asked by a function, it is asked anew. */
export function isCancelled({ signal }: Pick<Claim, 'signal'>): boolean {
	return signal.aborted;
}

/** Those after which the state says what became of it. */
const toldOutcomes: ReadonlySet<Outcome['kind']> = new Set(['answered', 'saved', 'ran', 'failed']);

interface Claimed {
	readonly controller: AbortController;
	sink: BodySink | undefined;
	readonly ended: Promise<Outcome>;
	readonly end: (outcome: Outcome) => void;
}

function newClaimed(sink: BodySink | undefined): Claimed {
	let end: Claimed['end'] = () => undefined;
	const ended = new Promise<Outcome>(resolve => {
		end = resolve;
	});
	return { controller: new AbortController(), sink, ended, end };
}

/** In these it has left the queue before. */
const sentPhases: ReadonlySet<RequestPhase['phase']> = new Set([
	'sending',
	'receiving',
	'waitingToRetry',
	'waitingToRepeat',
]);

/** Requests of a window of which it is known what became of them. */
const maxEnded = 5000;

/** Which requests are under way, and what became of the others; of these, what ended longest ago goes first. A request is sent once at a time. */
export class RequestStates {
	/** What changed last is at the end. */
	private readonly states = new Map<BlockId, RequestState>();
	private readonly claims = new Map<BlockId, Claimed>();
	private readonly listeners = new Set<StateListener>();

	constructor(private readonly limit = maxEnded) {}

	/**
	 * Claims a request before anything is waited for.
	 * @param parent of what it is a part of; cancels it too
	 * @param sink where the body of its response goes, as `divert` says
	 * @returns undefined where it is under way already
	 */
	claim(block: BlockId, parent?: AbortSignal, sink?: BodySink): Claim | undefined {
		const before = this.states.get(block);
		if (before?.kind === 'underWay') {
			return undefined;
		}
		const claimed = newClaimed(sink);
		const { signal } = claimed.controller;
		let wasSent = false;
		let account: AccountEntry | undefined;
		this.claims.set(block, claimed);
		this.set(block, { kind: 'underWay', phase: { phase: 'preparing' }, account });
		return {
			signal: parent === undefined ? signal : AbortSignal.any([signal, parent]),
			sink: () => claimed.sink,
			progress: (phase, to) => {
				wasSent ||= sentPhases.has(phase.phase);
				account ??= to;
				this.set(block, { kind: 'underWay', phase, account });
			},
			release: outcome => {
				this.claims.delete(block);
				const isTold = toldOutcomes.has(outcome.kind);
				this.set(block, isTold ? { kind: 'ended', outcome } : wasSent ? undefined : before);
				claimed.end(outcome);
			},
		};
	}

	of(block: BlockId): RequestState | undefined {
		return this.states.get(block);
	}

	/** Those under way, the first that was claimed first. */
	underWay(): readonly (UnderWay & { readonly block: BlockId })[] {
		return [...this.claims.keys()].flatMap(block => {
			const state = this.states.get(block);
			return state?.kind === 'underWay' ? [{ ...state, block }] : [];
		});
	}

	/** Closes its connection, or takes it out of the queue. Returns whether it was under way. */
	cancel(block: BlockId): boolean {
		const claimed = this.claims.get(block);
		claimed?.controller.abort();
		return claimed !== undefined;
	}

	/**
	 * Has the body of the response go to a sink, with what has come of it already. One that is small, an error, or of several requests goes into memory
	 * all the same.
	 * @returns how the request ends; undefined where it is not under way
	 */
	divert(block: BlockId, sink: BodySink): Promise<Outcome> | undefined {
		const claimed = this.claims.get(block);
		if (claimed !== undefined) {
			claimed.sink = sink;
		}
		return claimed?.ended;
	}

	cancelAll(): void {
		this.claims.forEach(({ controller }) => {
			controller.abort();
		});
	}

	/** @param listener called after each change */
	onDidChange(listener: StateListener): { dispose(): void } {
		this.listeners.add(listener);
		return {
			dispose: () => {
				this.listeners.delete(listener);
			},
		};
	}

	private set(block: BlockId, state: RequestState | undefined): void {
		this.states.delete(block);
		if (state !== undefined) {
			this.states.set(block, state);
		}
		this.tell(block);
		if (state?.kind === 'ended') {
			this.forgetOldest();
		}
	}

	private forgetOldest(): void {
		for (const [block, { kind }] of this.states) {
			if (this.states.size - this.claims.size <= this.limit) {
				return;
			}
			if (kind === 'ended') {
				this.states.delete(block);
				this.tell(block);
			}
		}
	}

	private tell(block: BlockId): void {
		const state = this.states.get(block);
		this.listeners.forEach(listener => {
			listener(state, block);
		});
	}
}
