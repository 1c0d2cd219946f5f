/** What is remembered from one window to the next; a `vscode.Memento` is one. Holds JSON, no secrets. */
export interface Memory {
	get(key: string): unknown;
	update(key: string, value: unknown): PromiseLike<void>;
}
