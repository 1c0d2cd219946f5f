import * as vscode from 'vscode';
import type { Random } from './random';

/** What changed together; undefined for what was deleted. */
type Changes = ReadonlyMap<string, string | undefined>;

/**
 * The keyring of one machine as the windows of desktop VS Code share it. Each window works on a copy of its own, in the order in which it is asked, and
 * sends what it has changed to the main process a while later; that puts all changes into one order and sends them to every window. An extension hears
 * of a change after its window's copy has it, and, worse than in VS Code, in any order and more than once. Nothing happens by itself: each step
 * of each of these ways is one turn, and the turns come in random order.
 */
export class SharedKeyring {
	/** What the main process has: what a new window finds. */
	readonly values = new Map<string, string>();
	private readonly windows: WindowKeyring[] = [];

	constructor(private readonly random: Random) {}

	openWindow(): WindowKeyring {
		const window = new WindowKeyring(this.values, this.random, changes => {
			for (const [key, value] of changes) {
				put(this.values, key, value);
			}
			for (const other of this.windows) {
				other.receive(changes);
			}
		});
		this.windows.push(window);
		return window;
	}

	/** Takes turns until the work is done and everybody knows of everything. */
	async run(work: Promise<unknown>): Promise<void> {
		const working = { value: true };
		const end = (): void => {
			working.value = false;
		};
		work.then(end, end);
		while (working.value || this.turns().length > 0) {
			this.random.pick(this.turns())?.();
			// What follows from a turn comes some way before the next one, or all of it.
			for (let hops = this.random.below(12); hops > 0; hops--) {
				await Promise.resolve();
			}
			if (this.turns().length === 0) {
				await new Promise(resolve => setImmediate(resolve));
			}
		}
	}

	private turns(): readonly (() => void)[] {
		return this.windows.flatMap(window => window.turns());
	}
}

/** One window's SecretStorage. */
export class WindowKeyring implements vscode.SecretStorage {
	private readonly _onDidChange = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
	readonly onDidChange = this._onDidChange.event;
	private readonly copy: Map<string, string>;
	private readonly asked: (() => void)[] = [];
	private readonly results: (() => void)[] = [];
	private readonly outbox = new Map<string, string | undefined>();
	private readonly inbox: Changes[] = [];
	private readonly events: string[] = [];

	constructor(
		values: ReadonlyMap<string, string>,
		private readonly random: Random,
		private readonly send: (changes: Changes) => void,
	) {
		this.copy = new Map(values);
	}

	keys(): Promise<string[]> {
		return this.ask(() => [...this.copy.keys()]);
	}

	get(key: string): Promise<string | undefined> {
		return this.ask(() => this.copy.get(key));
	}

	store(key: string, value: string): Promise<void> {
		return this.ask(() => {
			this.change(key, value);
		});
	}

	delete(key: string): Promise<void> {
		return this.ask(() => {
			this.change(key, undefined);
		});
	}

	receive(changes: Changes): void {
		this.inbox.push(changes);
	}

	/** What could happen next; each of it at most once. */
	turns(): readonly (() => void)[] {
		const ways: readonly [waiting: number, turn: () => void][] = [
			[
				this.asked.length,
				() => {
					this.asked.shift()?.();
				},
			],
			[
				this.results.length,
				() => {
					this.results.shift()?.();
				},
			],
			[
				this.outbox.size,
				() => {
					this.flush();
				},
			],
			[
				this.inbox.length,
				() => {
					this.accept();
				},
			],
			[
				this.events.length,
				() => {
					this.tell();
				},
			],
		];
		return ways.filter(([waiting]) => waiting > 0).map(([, turn]) => turn);
	}

	private ask<T>(run: () => T): Promise<T> {
		return new Promise(resolve => {
			this.asked.push(() => {
				const result = run();
				this.results.push(() => {
					resolve(result);
				});
			});
		});
	}

	private change(key: string, value: string | undefined): void {
		put(this.copy, key, value);
		this.outbox.set(key, value);
		this.events.push(key);
	}

	private flush(): void {
		const changes = new Map(this.outbox);
		this.outbox.clear();
		this.send(changes);
	}

	private accept(): void {
		for (const [key, value] of this.inbox.shift() ?? []) {
			if (this.copy.get(key) !== value) {
				put(this.copy, key, value);
				this.events.push(key);
			}
		}
	}

	/** One of the events that are due, first or not, and sometimes once more later. */
	private tell(): void {
		const [key] = this.events.splice(this.random.below(this.events.length), 1);
		if (key === undefined) {
			return;
		}
		if (this.random.below(4) === 0) {
			this.events.push(key);
		}
		this._onDidChange.fire({ key });
	}
}

function put(values: Map<string, string>, key: string, value: string | undefined): void {
	if (value === undefined) {
		values.delete(key);
	} else {
		values.set(key, value);
	}
}
