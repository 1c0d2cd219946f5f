// A program of its own, in a thread of its own: reads an OpenAPI document as a catalog, compares it with the bundled one, and ends.
import { parentPort } from 'node:worker_threads';
import { catalogDifference } from '../../catalog/mergeCatalogs';
import { convertOpenApi, OpenApiError } from '../../catalog/openapi/convertOpenApi';
import { parseCatalog } from '../../catalog/parseCatalog';
import type { WorkerInput, WorkerResult } from './convertInWorker';
import { packCatalog } from './keptForm';

function convert({ bytes, name, bundled }: WorkerInput): WorkerResult {
	let document: unknown;
	try {
		document = JSON.parse(new TextDecoder().decode(bytes));
	} catch (error) {
		return { kind: 'failed', problem: 'notJson', detail: error instanceof SyntaxError ? error.message : String(error) };
	}
	try {
		const { catalog, ...counts } = convertOpenApi(document, name);
		const difference = catalogDifference(parseCatalog(JSON.parse(bundled)), parseCatalog(catalog));
		const kept = packCatalog({ name }, catalog);
		return { kind: 'converted', kept, difference, ...counts };
	} catch (error) {
		if (error instanceof OpenApiError) {
			return { kind: 'failed', problem: error.problem, detail: '' };
		}
		throw error;
	}
}

parentPort?.once('message', (input: WorkerInput) => {
	parentPort?.postMessage(convert(input));
});
