import type { Memory } from '../../src/ui/memory';

/** A memory that lives as long as the test, and holds JSON as the real one does. */
export class MemoryMemento implements Memory {
	private readonly texts = new Map<string, string>();

	get(key: string): unknown {
		const text = this.texts.get(key);
		return text === undefined ? undefined : JSON.parse(text);
	}

	update(key: string, value: unknown): Promise<void> {
		if (value === undefined) {
			this.texts.delete(key);
		} else {
			this.texts.set(key, JSON.stringify(value));
		}
		return Promise.resolve();
	}

	keys(): readonly string[] {
		return [...this.texts.keys()];
	}

	/** All of it as text, to look for what must not be there. */
	toString(): string {
		return JSON.stringify([...this.texts]);
	}
}
