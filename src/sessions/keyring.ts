import * as vscode from 'vscode';

/** How long the keyring may take: people are asked to unlock some of them, and VS Code waits for its window. */
const defaultTimeoutMs = 10_000;

/**
 * The keyring of VS Code failed, or has been silent for too long. What failed has changed nothing; a write that met silence is done if the
 * keyring still responds. `cause` is what it said.
 */
export class SecretStorageError extends Error {
	override readonly name = 'SecretStorageError' as const;

	constructor(
		readonly operation: 'read' | 'write',
		readonly reason: 'failed' | 'silent',
		cause?: unknown,
	) {
		super(`SecretStorage ${reason === 'failed' ? 'failed to' : 'took too long to'} ${operation}.`, { cause });
	}
}

/** The entries of this extension in SecretStorage, each operation within a time, and the keyring's failures as one error. */
export class Keyring implements vscode.Disposable {
	private readonly _onDidChange = new vscode.EventEmitter<string | undefined>();
	/** The key of a changed entry, here or in another window; undefined when the keyring responded after it was given up. */
	readonly onDidChange = this._onDidChange.event;
	private readonly subscription: vscode.Disposable;

	/** @param timeoutMs milliseconds until an operation is given up */
	constructor(
		private readonly secrets: vscode.SecretStorage,
		private readonly timeoutMs = defaultTimeoutMs,
	) {
		this.subscription = vscode.Disposable.from(
			this._onDidChange,
			secrets.onDidChange(({ key }) => {
				this._onDidChange.fire(key);
			}),
		);
	}

	/**
	 * All entries that `isOurs` accepts, by key. An entry that the keyring lists and does not give is undefined.
	 * @throws SecretStorageError
	 */
	readAll(isOurs: (key: string) => boolean): Promise<ReadonlyMap<string, unknown>> {
		return this.attempt('read', async () => {
			const values = new Map<string, unknown>();
			await Promise.all(
				(await this.secrets.keys()).filter(isOurs).map(async key => {
					values.set(key, await this.secrets.get(key));
				}),
			);
			if (![...values.values()].includes(undefined)) {
				return values;
			}
			const listed = new Set(await this.secrets.keys());
			// Removed while it was read.
			return new Map([...values].filter(([key, value]) => value !== undefined || listed.has(key)));
		});
	}

	/** @throws SecretStorageError */
	async has(key: string): Promise<boolean> {
		return (await this.attempt('read', () => this.secrets.get(key))) !== undefined;
	}

	/** @throws SecretStorageError */
	async store(key: string, value: string): Promise<void> {
		await this.attempt('write', () => this.secrets.store(key, value));
	}

	/** @throws SecretStorageError */
	async delete(key: string): Promise<void> {
		await this.attempt('write', () => this.secrets.delete(key));
	}

	dispose(): void {
		this.subscription.dispose();
	}

	private async attempt<T>(operation: 'read' | 'write', run: () => Thenable<T>): Promise<T> {
		// Some of them throw where they should reject.
		const running = (async () => run())();
		let timer: ReturnType<typeof setTimeout> | undefined;
		const silence = new Promise<never>((_resolve, reject) => {
			timer = setTimeout(() => {
				reject(new SecretStorageError(operation, 'silent'));
				this.awaitLate(running);
			}, this.timeoutMs);
		});
		try {
			return await Promise.race([running, silence]);
		} catch (error) {
			throw error instanceof SecretStorageError ? error : new SecretStorageError(operation, 'failed', error);
		} finally {
			clearTimeout(timer);
		}
	}

	/** Whatever it says now, the entries have to be read anew. */
	private awaitLate(running: Promise<unknown>): void {
		const tell = (): void => {
			this._onDidChange.fire(undefined);
		};
		running.then(tell, tell);
	}
}
