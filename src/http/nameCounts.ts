/** How often each name is there. Nearly all names are there once, so that takes one look-up and no number. */
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
		const before = this.present.size;
		if (this.present.add(name).size === before) {
			this.counts.set(name, (this.counts.get(name) ?? 1) + 1);
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
