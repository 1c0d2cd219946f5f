import { readFileSync } from 'node:fs';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/sandbox';
import { parseCatalog } from '../../../src/flowlu/catalog';

export const catalogJson: unknown = JSON.parse(readFileSync('media/catalog.json', 'utf8'));
export const catalog = parseCatalog(catalogJson);

/** Runs the work against a sandbox of its own. */
export async function withSandbox(
	options: Omit<SandboxOptions, 'catalog'>,
	work: (sandbox: Sandbox) => Promise<void>,
): Promise<void> {
	const sandbox = await startSandbox({ ...options, catalog: catalogJson });
	try {
		await work(sandbox);
	} finally {
		await sandbox.close();
	}
}
