import { statSync } from 'node:fs';
import { run } from '../host/processes.mjs';

/** Where `npm run package` puts the extension, from the checkout's folder. */
export const vsix = 'dist/flowlu-workbench.vsix';

let packing: Promise<void> | undefined;

/**
 * Builds the extension for production and packs it, once a run.
 * @throws {Error} when that fails, also because something is over its budget
 */
export function packExtension(): Promise<void> {
	packing ??= pack();
	return packing;
}

async function pack(): Promise<void> {
	const code = await run(process.execPath, ['test/host/package.mjs']);
	if (code !== 0) {
		throw new Error(`Packing the extension ended with ${code}.`);
	}
}

/** Thousands of bytes. */
export function kilobytesOf(file: string): number {
	return statSync(file).size / 1000;
}
