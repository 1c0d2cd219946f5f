import { findSession, type SessionEntry } from '../flowlu/sessionEntry';
import type { Memory } from '../ui/memory';

/** In the workspace's state: pairs of a document's URI and a session's id, the one chosen last at the end. */
const stateKey = 'documentSessions';

/** Whoever chooses for more documents than this is asked again for the oldest. */
const maxDocuments = 500;

/** Which session the user chose for which document, remembered for the workspace. Holds no secret: a session's id says nothing about its key. */
export class DocumentSessions {
	private readonly ids: Map<string, string>;

	/** @param onFailure is told when the memory cannot be written; what was chosen then counts for this window */
	constructor(
		private readonly memory: Memory,
		private readonly onFailure: (error: unknown) => void,
	) {
		this.ids = new Map(readPairs(memory.get(stateKey)));
	}

	/** The id that was chosen; its session may have been replaced since. */
	of(uri: string): string | undefined {
		return this.ids.get(uri);
	}

	set(uri: string, id: string): void {
		this.ids.delete(uri);
		this.ids.set(uri, id);
		for (const [oldest] of [...this.ids].slice(0, -maxDocuments)) {
			this.ids.delete(oldest);
		}
		this.write();
	}

	/** Forgets what was chosen for the documents. */
	forgetDocuments(isGone: (uri: string) => boolean): void {
		this.forget(uri => isGone(uri));
	}

	/** Forgets the choices of sessions that are no more. */
	forgetRemoved(entries: readonly SessionEntry[]): void {
		this.forget((_, id) => findSession(entries, id) === undefined);
	}

	private forget(isGone: (uri: string, id: string) => boolean): void {
		const gone = [...this.ids].filter(([uri, id]) => isGone(uri, id));
		if (gone.length > 0) {
			gone.forEach(([uri]) => this.ids.delete(uri));
			this.write();
		}
	}

	private write(): void {
		const pairs = this.ids.size === 0 ? undefined : [...this.ids];
		Promise.resolve(this.memory.update(stateKey, pairs)).catch(this.onFailure);
	}
}

/** What another version wrote is not taken for anything. */
function readPairs(stored: unknown): readonly (readonly [uri: string, id: string])[] {
	const pairs: readonly unknown[] = Array.isArray(stored) ? stored : [];
	return pairs.flatMap(pair => {
		const parts: readonly unknown[] = Array.isArray(pair) ? pair : [];
		const [uri, id] = parts;
		return typeof uri === 'string' && typeof id === 'string' ? [[uri, id] as const] : [];
	});
}
