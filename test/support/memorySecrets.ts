import * as vscode from 'vscode';

type Operation = 'keys' | 'get' | 'store' | 'delete';

/** A keyring in memory, which two stores can share as two windows share theirs, and which can be made to fail. */
export class MemorySecrets implements vscode.SecretStorage {
	readonly values = new Map<string, string>();
	/** These fail from now on. */
	failing: readonly Operation[] = [];
	private readonly _onDidChange = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
	readonly onDidChange = this._onDidChange.event;

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

	private attempt<T>(operation: Operation, run: () => T): Promise<T> {
		return this.failing.includes(operation)
			? Promise.reject(new Error('The keyring is locked.'))
			: Promise.resolve(run());
	}
}
