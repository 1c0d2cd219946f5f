/** How often each name is there. Most are there once, which takes no number; a few are there again and again. */
export class NameCounts {
	private readonly present = new Set<string>();
	/** Of those that are there more than once. */
	private readonly counts = new Map<string, number>();

	get names(): Iterable<string> {
		return this.present;
	}

	has(name: string): boolean {
		return this.present.has(name);
	}

	/** Names that are there more than once. */
	get repeated(): ReadonlyMap<string, number> {
		return this.counts;
	}

	add(name: string): void {
		const count = this.counts.get(name);
		if (count !== undefined) {
			this.counts.set(name, count + 1);
		} else if (this.present.has(name)) {
			this.counts.set(name, 2);
		} else {
			this.present.add(name);
		}
	}

	/** @param name one that was added */
	remove(name: string): void {
		const count = this.counts.get(name);
		if (count === undefined) {
			this.present.delete(name);
		} else if (count === 2) {
			this.counts.delete(name);
		} else {
			this.counts.set(name, count - 1);
		}
	}
}
