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
	| {
			readonly kind: 'failed';
			readonly problem: 'notJson' | 'notOpenApi' | 'noEntities' | 'tooSlow' | 'tooComplex';
			/** What is wrong with the JSON; empty otherwise. */
			readonly detail: string;
	  };

export interface WorkerLimits {
	/** Milliseconds; the largest document takes about one second. */
	readonly timeoutMs?: number;
	readonly maxMemoryMb?: number;
}

/**
 * Reads a document in a thread of its own: the thread of the extensions only hands over the bytes, which are then gone here.
 * @param file of the worker's program @throws CancelledError | Error where the thread fails
 */
export async function convertInWorker(
	file: string,
	input: WorkerInput,
	signal: AbortSignal,
	{ timeoutMs = 30_000, maxMemoryMb = 1024 }: WorkerLimits = {},
): Promise<WorkerResult> {
	if (signal.aborted) {
		throw new CancelledError();
	}
	const worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb } });
	const late = AbortSignal.timeout(timeoutMs);
	try {
		return await new Promise<WorkerResult>((resolve, reject) => {
			const fail = (problem: 'tooSlow' | 'tooComplex'): void => {
				resolve({ kind: 'failed', problem, detail: '' });
			};
			const end = (): void => {
				if (signal.aborted) {
					reject(new CancelledError());
				} else {
					fail('tooSlow');
				}
			};
			AbortSignal.any([signal, late]).addEventListener('abort', end, { once: true });
			worker.once('message', resolve);
			worker.once('error', (error: Error) => {
				if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
					fail('tooComplex');
				} else {
					reject(error);
				}
			});
			worker.once('exit', code => {
				reject(new Error(`The thread ended without a result (${code}).`));
			});
			worker.postMessage(input, input.bytes.buffer instanceof ArrayBuffer ? [input.bytes.buffer] : []);
		});
	} finally {
		await worker.terminate();
	}
}
