import { readFileSync } from 'node:fs';
import { mergeCatalogs } from '../../src/catalog/mergeCatalogs';
import { convertOpenApi } from '../../src/catalog/openapi/convertOpenApi';
import { parseCatalog } from '../../src/catalog/parseCatalog';
import { packCatalog, unpackCatalog } from '../../src/features/api/keptForm';
import { largeSize, openApiDocument } from '../support/openApiDocument';
import type { Row } from './table';

/** What a large file of the user's, once loaded, costs each window that asks for the catalog. */
export async function benchCatalog(): Promise<Row[]> {
	const file = { name: 'made.json' };
	const { catalog } = convertOpenApi(openApiDocument(largeSize), file.name);
	const packed = packCatalog(file, catalog);
	const bundled = parseCatalog(JSON.parse(readFileSync('media/catalog.json', 'utf8')));
	const begun = performance.eventLoopUtilization();
	const kept = await unpackCatalog(packed);
	mergeCatalogs(bundled, parseCatalog(kept.catalog), kept.file);
	const { active } = performance.eventLoopUtilization(begun);
	const what = `the kept catalog of a file of ${5 * largeSize.entities + 2} paths`;
	return [
		{
			what,
			unit: 'kB',
			ours: packed.length / 1000,
			beside: { name: 'as JSON', value: JSON.stringify(catalog).length / 1000 },
			target: { quantity: 'value', bound: 'atMost', limit: 500 },
			note: 'Its made-up texts are alike, so that they take less room than those of a real file.',
		},
		{
			what: `reading ${what} once`,
			unit: 'ms',
			ours: active,
			target: { quantity: 'value', bound: 'atMost', limit: 20 },
			note: 'Of the thread, in two turns; code that has run more than once is several times as fast.',
		},
	];
}
