import type { Catalog } from './catalog';

/** Where the catalog comes from; nothing is read before somebody asks. */
export interface CatalogSource {
	/** Reads and validates it once for all who ask. After a failure, which all of them are told, the next one asks anew. */
	load(): Promise<Catalog>;
	/** Reads it anew, after what it comes from has changed. */
	reload(): Promise<void>;
	/** The listener is called when `load` gives another catalog than before, or the first. */
	onDidChange(listener: () => void): { dispose(): void };
}

/** What the user has loaded, as JSON of the form of media/catalog.json. */
export interface LoadedCatalog {
	readonly file: { readonly name: string };
	readonly catalog: unknown;
}

/**
 * @param readJson gives the JSON of media/catalog.json; what it rejects with is what `load` rejects with
 * @param readLoaded gives what the user has loaded, if anything
 * @param onUnreadable is told why that cannot be read; the catalog is then without it
 */
export function catalogSource(
	readJson: () => Promise<unknown>,
	readLoaded: () => Promise<LoadedCatalog | undefined> = () => Promise.resolve(undefined),
	onUnreadable: (error: unknown) => void = () => undefined,
): CatalogSource {
	const listeners = new Set<() => void>();
	let loading: Promise<Catalog> | undefined;
	async function read(): Promise<Catalog> {
		try {
			const [{ parseCatalog }, json] = await Promise.all([import('./parseCatalog'), readJson()]);
			return await withLoaded(parseCatalog(json), parseCatalog);
		} catch (error) {
			loading = undefined;
			throw error;
		}
	}
	async function withLoaded(bundled: Catalog, parse: (json: unknown) => Catalog): Promise<Catalog> {
		try {
			const loaded = await readLoaded();
			if (loaded === undefined) {
				return bundled;
			}
			const { mergeCatalogs } = await import('./mergeCatalogs');
			return mergeCatalogs(bundled, parse(loaded.catalog), loaded.file);
		} catch (error) {
			onUnreadable(error);
			return bundled;
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
		async reload() {
			loading = begin();
			await loading;
		},
		onDidChange(listener) {
			listeners.add(listener);
			return { dispose: () => listeners.delete(listener) };
		},
	};
}
