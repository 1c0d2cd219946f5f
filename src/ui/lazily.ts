/** What its owner disposes of. */
export interface Owned {
	dispose(): void;
}

/** A part of the extension that is read from disk and made when it is first asked for, and only once. */
export interface Lazy<T> extends Owned {
	/** Whoever asks while the part is made gets the same one; after a failure, which all of them are told, the next one asks anew. */
	load(): Promise<T>;
}

/** @param make imports the part's module and makes the part, which is disposed of with what is returned where it is to be disposed of at all */
export function lazily<T extends object>(make: () => Promise<T>): Lazy<T> {
	let loading: Promise<T> | undefined;
	async function begin(): Promise<T> {
		try {
			return await make();
		} catch (error) {
			loading = undefined;
			throw error;
		}
	}
	return {
		load() {
			loading ??= begin();
			return loading;
		},
		dispose() {
			loading?.then(
				part => {
					if (isOwned(part)) {
						part.dispose();
					}
				},
				() => {
					// Whoever asked for it was told.
				},
			);
		},
	};
}

function isOwned(part: object): part is Owned {
	return 'dispose' in part && typeof part.dispose === 'function';
}
