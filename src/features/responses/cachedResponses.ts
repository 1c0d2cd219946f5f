import { sizeOf, type Exchange } from '../../exchanges/exchange';

/** How many responses are kept after their documents were closed, and how many bytes they may take together. */
export interface CacheLimits {
	readonly responses: number;
	readonly bytes: number;
}

/** The last exchange of each request block: those whose document is open, and of the others the latest. */
export class CachedResponses {
	/** Oldest first. */
	private readonly exchanges = new Map<string, Exchange>();

	constructor(
		private readonly limits: CacheLimits,
		private readonly isOpen: (key: string) => boolean,
	) {}

	get(key: string): Exchange | undefined {
		return this.exchanges.get(key);
	}

	/** Keeps an exchange in place of the block's earlier one. The newest is kept whatever its size. */
	set(key: string, exchange: Exchange): void {
		this.exchanges.delete(key);
		this.exchanges.set(key, exchange);
		this.trim();
	}

	/** Drops what is beyond the limits, the oldest first. */
	trim(): void {
		let count = 0;
		let bytes = 0;
		for (const [key, exchange] of [...this.exchanges].reverse()) {
			if (this.isOpen(key)) {
				continue;
			}
			count++;
			bytes += sizeOf(exchange);
			if (count > 1 && (count > this.limits.responses || bytes > this.limits.bytes)) {
				this.exchanges.delete(key);
			}
		}
	}

	clear(): void {
		this.exchanges.clear();
	}
}
