/** What was made before, the oldest use removed first where all of it together grows larger than it may. */
export class SizedCache<T> {
	private readonly entries = new Map<string, { readonly value: T; readonly size: number }>();
	private size = 0;

	/** @param limit of all sizes together, in bytes; what is larger by itself is not kept */
	constructor(private readonly limit: number) {}

	get(key: string): T | undefined {
		const entry = this.entries.get(key);
		if (entry !== undefined) {
			this.entries.delete(key);
			this.entries.set(key, entry);
		}
		return entry?.value;
	}

	/** @param size in bytes, roughly */
	set(key: string, value: T, size: number): void {
		this.delete(key);
		if (size > this.limit) {
			return;
		}
		this.entries.set(key, { value, size });
		this.size += size;
		for (const oldest of this.entries.keys()) {
			if (this.size <= this.limit) {
				return;
			}
			this.delete(oldest);
		}
	}

	delete(key: string): void {
		this.size -= this.entries.get(key)?.size ?? 0;
		this.entries.delete(key);
	}
}
