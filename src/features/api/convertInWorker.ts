import { Worker } from 'node:worker_threads';
import type { CatalogDifference } from '../../catalog/mergeCatalogs';
import { CancelledError } from '../../net/networkErrors';

export interface WorkerInput {
	/** The document, JSON in UTF-8. */
	readonly bytes: Uint8Array;
	readonly name: string;
	/** The JSON of media/catalog.json. */
	readonly bundled: string;
}

export interface Converted {
	readonly kind: 'converted';
	/** What is kept, as `unpackCatalog` reads it. */
	readonly kept: Uint8Array;
	readonly difference: CatalogDifference;
	readonly entities: number;
	readonly leftOut: number;
	readonly refused: number;
}

export type WorkerResult =
	| Converted
	| { readonly kind: 'failed'; readonly problem: 'notJson' | 'notOpenApi' | 'noEntities'; readonly detail: string };

/** Milliseconds; the largest document takes about one second. */
const timeoutMs = 30_000;
const maxMemoryMb = 1024;

/**
 * Reads a document in a thread of its own: the thread of the extensions only hands over the bytes, which are then gone here.
 * @param file of the worker's program @throws CancelledError | Error where the thread ends without a result
 */
export async function convertInWorker(file: string, input: WorkerInput, signal: AbortSignal): Promise<WorkerResult> {
	if (signal.aborted) {
		throw new CancelledError();
	}
	const worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb } });
	const timer = setTimeout(() => void worker.terminate(), timeoutMs);
	const cancel = () => void worker.terminate();
	signal.addEventListener('abort', cancel, { once: true });
	try {
		return await new Promise<WorkerResult>((resolve, reject) => {
			worker.once('message', resolve);
			worker.once('error', reject);
			worker.once('exit', () => {
				reject(signal.aborted ? new CancelledError() : new Error(`${input.name} took too long to read.`));
			});
			worker.postMessage(input, input.bytes.buffer instanceof ArrayBuffer ? [input.bytes.buffer] : []);
		});
	} finally {
		clearTimeout(timer);
		signal.removeEventListener('abort', cancel);
		await worker.terminate();
	}
}
