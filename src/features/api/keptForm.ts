import { promisify } from 'node:util';
import { gunzip, gzipSync } from 'node:zlib';
import type { LoadedCatalog } from '../../catalog/catalogSource';
import { yieldToEventLoop } from '../../ui/yieldToEventLoop';

/** As it is kept: JSON, compressed, since most of it are texts that say the same. */
export function packCatalog(file: LoadedCatalog['file'], catalog: unknown): Uint8Array {
	return gzipSync(JSON.stringify({ version: 1, file, catalog }));
}

/** @throws Error where it is not what was packed */
export async function unpackCatalog(packed: Uint8Array): Promise<LoadedCatalog> {
	const kept: unknown = JSON.parse(new TextDecoder().decode(await promisify(gunzip)(packed)));
	// What is made of it takes about as long again.
	await yieldToEventLoop();
	if (typeof kept !== 'object' || kept === null || !('catalog' in kept) || !('file' in kept)) {
		throw new Error('What is kept of the loaded catalog is incomplete.');
	}
	const { file, catalog } = kept;
	const name = typeof file === 'object' && file !== null && 'name' in file ? file.name : undefined;
	return { file: { name: typeof name === 'string' ? name : '' }, catalog };
}
