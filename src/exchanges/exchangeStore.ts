import type { BlockId } from '../http/document/blockTracker';
import { sizeOf, type Exchange } from './exchange';

/** Bytes that the bodies of all exchanges of a window may take together. */
const maxBytes = 100_000_000;

/** Requests whose exchanges, or what is left of them, a window has: the smallest one takes memory beside its body. */
const maxRequests = 2000;

/** What was sent last for a request: the exchange, or what is left of it after it was removed from memory to make room for later ones. */
export type LatestExchange =
	| { readonly kind: 'kept'; readonly exchange: Exchange }
	| { readonly kind: 'removed'; readonly exchange: Pick<Exchange, 'number' | 'block' | 'session' | 'environment'> };

/** The one store of what was sent and what came back: the newest exchange of each request, the oldest removed first where memory runs short. */
export class ExchangeStore {
	/** By request, the oldest exchange first. */
	private readonly latest = new Map<BlockId, LatestExchange>();
	/** Those before the latest, as long as there is room; the oldest first. */
	private readonly previous = new Map<BlockId, Exchange>();
	/** How many exchanges of a request came here, those included that are here no more. */
	readonly sendings = new Map<BlockId, number>();
	private readonly listeners = new Set<(block: BlockId) => void>();

	/** @param limit bytes of bodies; the newest exchange is kept whatever its size */
	constructor(private readonly limit = maxBytes) {}

	/** Keeps an exchange, unless a later one of its request is there already: what was sent last wins, however long reading takes. */
	add(exchange: Exchange): void {
		const { block, number } = exchange;
		const before = this.latest.get(block);
		if (before !== undefined && before.exchange.number > number) {
			return;
		}
		// What is read anew has the number that it had.
		if (before?.exchange.number !== number) {
			this.sendings.set(block, (this.sendings.get(block) ?? 0) + 1);
			if (before?.kind === 'kept') {
				this.previous.delete(block);
				this.previous.set(block, before.exchange);
			}
		}
		this.latest.delete(block);
		this.latest.set(block, { kind: 'kept', exchange });
		this.makeRoom();
		this.listeners.forEach(listener => {
			listener(block);
		});
	}

	/** @param listener called after each exchange that is kept, with its request */
	onDidAdd(listener: (block: BlockId) => void): { dispose(): void } {
		this.listeners.add(listener);
		return {
			dispose: () => {
				this.listeners.delete(listener);
			},
		};
	}

	of(block: BlockId): LatestExchange | undefined {
		return this.latest.get(block);
	}

	/** The exchange of the request before its latest one, while there is room for it. */
	before(block: BlockId): Exchange | undefined {
		return this.previous.get(block);
	}

	/** Of all requests, the newest first. */
	all(): readonly LatestExchange[] {
		return [...this.latest.values()].toReversed();
	}

	private makeRoom(): void {
		const [oldest] = this.latest.keys();
		if (oldest !== undefined && this.latest.size > maxRequests) {
			[this.latest, this.previous, this.sendings].forEach(each => each.delete(oldest));
		}
		let bytes = 0;
		for (const [block, latest] of [...this.latest].toReversed()) {
			const size = latest.kind === 'kept' ? sizeOf(latest.exchange) : 0;
			if (bytes === 0 || bytes + size <= this.limit) {
				bytes += size;
			} else {
				const { number, session, environment } = latest.exchange;
				this.latest.set(block, { kind: 'removed', exchange: { number, block, session, environment } });
			}
		}
		// They go first: what is left is theirs.
		for (const [block, exchange] of [...this.previous].toReversed()) {
			const size = sizeOf(exchange);
			if (bytes + size <= this.limit) {
				bytes += size;
			} else {
				this.previous.delete(block);
			}
		}
	}
}
