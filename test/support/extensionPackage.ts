import { createVSIX } from '@vscode/vsce';
import { build } from 'esbuild';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestExtension {
	/** Its only source, from the checkout's folder. */
	readonly entryPoint: string;
	/** `name` and `publisher`, and what goes beyond the least of a manifest. */
	readonly manifest: Readonly<Record<string, unknown>> & { readonly name: string; readonly publisher: string };
}

/**
 * Builds an extension of one file, and packs it.
 *
 * @returns the .vsix, in a temporary folder of its own
 */
export async function packTestExtension({ entryPoint, manifest }: TestExtension): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), `${manifest.name}-`));
	await build({
		entryPoints: [entryPoint],
		outfile: join(folder, 'extension.js'),
		bundle: true,
		minify: true,
		platform: 'node',
		format: 'cjs',
		target: 'es2023',
		mainFields: ['module', 'main'],
		external: ['vscode'],
	});
	const least = { version: '1.0.0', engines: { vscode: '^1.105.0' }, main: './extension.js', activationEvents: [] };
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...least, ...manifest }));
	writeFileSync(join(folder, 'README.md'), 'An extension for tests.\n');
	const packagePath = join(folder, 'extension.vsix');
	await createVSIX({ cwd: folder, packagePath, dependencies: false, allowMissingRepository: true, skipLicense: true });
	return packagePath;
}
