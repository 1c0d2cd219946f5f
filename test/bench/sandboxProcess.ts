// A process of its own: a sandbox whose crm/lead has as many records as its first argument says. Neither its time nor its memory is the client's.
import { readFileSync } from 'node:fs';
import { parseCatalog } from '../../src/catalog/parseCatalog';
import { startSandbox } from '../../src/sandbox/sandbox';

/** What the process tells its parent when the sandbox listens. */
export interface Started {
	readonly origin: string;
	readonly key: string;
}

const catalog = parseCatalog(JSON.parse(readFileSync('media/catalog.json', 'utf8')));

void startSandbox({ catalog, generated: { 'crm/lead': Number(process.argv[2]) } }).then(({ origin, apiKeys }) => {
	process.send?.({ origin, key: apiKeys[0]?.key ?? '' } satisfies Started);
});
