import type { Catalog } from './catalog';

/** Where the catalog comes from; nothing is read before somebody asks. */
export interface CatalogSource {
	/** Reads and validates it once for all who ask. After a failure, which all of them are told, the next one asks anew. */
	load(): Promise<Catalog>;
	/** The listener is called when `load` gives another catalog than before, or the first. */
	onDidChange(listener: () => void): { dispose(): void };
}

/** @param readJson gives the JSON of media/catalog.json; what it rejects with is what `load` rejects with */
export function catalogSource(readJson: () => Promise<unknown>): CatalogSource {
	const listeners = new Set<() => void>();
	let loading: Promise<Catalog> | undefined;
	async function read(): Promise<Catalog> {
		try {
			const [{ parseCatalog }, json] = await Promise.all([import('./parseCatalog'), readJson()]);
			return parseCatalog(json);
		} catch (error) {
			loading = undefined;
			throw error;
		}
	}
	async function begin(): Promise<Catalog> {
		const catalog = await read();
		listeners.forEach(listener => {
			listener();
		});
		return catalog;
	}
	return {
		load() {
			loading ??= begin();
			return loading;
		},
		onDidChange(listener) {
			listeners.add(listener);
			return { dispose: () => listeners.delete(listener) };
		},
	};
}
