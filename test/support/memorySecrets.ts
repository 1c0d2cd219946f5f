import * as vscode from 'vscode';

type Operation = 'keys' | 'get' | 'store' | 'delete';

/** A keyring in memory, which two stores can share as two windows share theirs, and which can be made to fail. */
export class MemorySecrets implements vscode.SecretStorage {
	readonly values: Map<string, string>;
	/** These fail from now on. */
	failing: readonly Operation[] = [];
	/** These wait from now on, until `respondAll`. */
	silent: readonly Operation[] = [];
	/** After so many writes the process that works with it dies: nothing happens any more, and nobody hears of it. */
	writesLeft = Infinity;
	private readonly waiting: (() => void)[] = [];
	private readonly _onDidChange = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
	readonly onDidChange = this._onDidChange.event;

	constructor(values: ReadonlyMap<string, string> = new Map()) {
		this.values = new Map(values);
	}

	/** Does all that was asked for in silence. */
	respondAll(): void {
		this.silent = [];
		for (const resume of this.waiting.splice(0)) {
			resume();
		}
	}

	keys(): Promise<string[]> {
		return this.attempt('keys', () => [...this.values.keys()]);
	}

	get(key: string): Promise<string | undefined> {
		return this.attempt('get', () => this.values.get(key));
	}

	store(key: string, value: string): Promise<void> {
		return this.attempt('store', () => {
			this.values.set(key, value);
			this._onDidChange.fire({ key });
		});
	}

	delete(key: string): Promise<void> {
		return this.attempt('delete', () => {
			if (this.values.delete(key)) {
				this._onDidChange.fire({ key });
			}
		});
	}

	private async attempt<T>(operation: Operation, run: () => T): Promise<T> {
		if (this.silent.includes(operation)) {
			await new Promise<void>(resolve => this.waiting.push(resolve));
		}
		if (this.writesLeft === 0) {
			await new Promise(() => undefined);
		}
		this.writesLeft -= isWrite(operation) ? 1 : 0;
		if (this.failing.includes(operation)) {
			throw new Error('The keyring is locked.');
		}
		return run();
	}
}

function isWrite(operation: Operation): boolean {
	return operation === 'store' || operation === 'delete';
}
