import { createVSIX } from '@vscode/vsce';
import { build } from 'esbuild';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The extensions in the folder `extensions`, with what their manifests say beyond a name. */
const manifests = {
	empty: {},
	axios: {},
	probe: { activationEvents: ['onStartupFinished'] },
	floor: {
		activationEvents: ['onStartupFinished'],
		contributes: {
			commands: [{ command: 'bench.floor', title: 'Show an Answer', category: 'Bench' }],
			keybindings: [{ command: 'bench.floor', key: 'ctrl+alt+f' }],
		},
	},
};

const publisher = 'bench';

export type ExtensionName = keyof typeof manifests;

/** The id by which VS Code knows it. */
export function extensionId(name: ExtensionName): string {
	return `${publisher}.bench-${name}`;
}

/**
 * Builds an extension of the folder `extensions` as ours is built, and packs it.
 * @returns the .vsix, in a temporary folder of its own
 */
export async function packBenchExtension(name: ExtensionName): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), `bench-${name}-`));
	await build({
		entryPoints: [`test/bench/extensions/${name}.ts`],
		outfile: join(folder, 'extension.js'),
		bundle: true,
		minify: true,
		platform: 'node',
		format: 'cjs',
		target: 'es2023',
		mainFields: ['module', 'main'],
		external: ['vscode'],
		alias: { 'form-data': './src/net/noFormData.ts' },
	});
	const manifest = {
		name: `bench-${name}`,
		publisher,
		version: '1.0.0',
		engines: { vscode: '^1.105.0' },
		main: './extension.js',
		activationEvents: [],
		...manifests[name],
	};
	writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
	writeFileSync(join(folder, 'README.md'), 'A yardstick.\n');
	const packagePath = join(folder, 'extension.vsix');
	await createVSIX({ cwd: folder, packagePath, dependencies: false, allowMissingRepository: true, skipLicense: true });
	return packagePath;
}
