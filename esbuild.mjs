// Builds the extension into dist/ and the tests into out/.
//   node esbuild.mjs [--production] [--watch] [--tests]
// Sizes of the production bundles are budgeted: a build that outgrows them fails.
import { build, context, transform } from 'esbuild';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

/** Largest size in bytes, minified: of what VS Code reads to activate the extension, and of everything. */
const budget = { activation: 80_000, total: 350_000 };

/** @type {import('esbuild').BuildOptions} */
const common = {
	bundle: true,
	format: 'cjs',
	platform: 'node',
	target: 'es2023',
	mainFields: ['module', 'main'],
	logLevel: 'warning',
	metafile: true,
	sourcemap: 'linked',
	sourcesContent: false,
};

/**
 * Makes CommonJS of split ES modules: esbuild splits only these, and VS Code patches proxies and certificates only into what `require` loads.
 * So what is imported dynamically is neither read nor compiled at activation, and yet no module is there twice.
 * @type {import('esbuild').Plugin}
 */
const splitCommonJs = {
	name: 'split-commonjs',
	setup(pluginBuild) {
		pluginBuild.onEnd(async ({ outputFiles = [], metafile }) => {
			/** @type {Map<string, number>} */
			const sizes = new Map();
			for (const { path, text } of outputFiles) {
				const { code } = await transform(requiringVSCode(text), {
					format: 'cjs',
					platform: 'node',
					target: 'es2023',
					minify: production,
					sourcemap: production ? false : 'inline',
					supported: { 'dynamic-import': false },
				});
				mkdirSync(dirname(path), { recursive: true });
				writeFileSync(path, code);
				sizes.set(path.slice(path.lastIndexOf('dist')).replaceAll('\\', '/'), Buffer.byteLength(code));
			}
			if (production && metafile) {
				checkBudget(metafile, sizes);
			}
		});
	},
};

/**
 * Takes the API of VS Code as it is. esbuild would copy its hundreds of properties for each file that imports it, which took
 * most of the time and memory of activation.
 * @param {string} code ES module
 */
function requiringVSCode(code) {
	return code.replaceAll(
		/\bimport\s*\*\s*as\s+(?<name>[\w$]+)\s+from\s*"vscode"/gu,
		'const $<name> = require("vscode")',
	);
}

/** @type {import('esbuild').BuildOptions} */
const extension = {
	...common,
	entryPoints: ['src/extension.ts', 'src/sandbox/sandbox.ts'],
	format: 'esm',
	splitting: true,
	write: false,
	entryNames: '[name]',
	chunkNames: '[name]-[hash]',
	outdir: 'dist',
	minify: production,
	sourcemap: production ? false : 'inline',
	external: ['vscode'],
	// axios brings form-data only to encode multipart bodies, which we build ourselves; it would add 133 kB of MIME types.
	alias: { 'form-data': './src/net/noFormData.ts' },
	plugins: [splitCommonJs],
};

/** @type {import('esbuild').BuildOptions[]} */
const testBundles = [
	{
		...common,
		// vscode is not external here: a unit test that reaches it does not build.
		entryPoints: ['test/unit/**/*.test.ts', 'test/unit/run.ts'],
		outbase: 'test/unit',
		outdir: 'out/test/unit',
		external: ['mocha', 'ajv'],
	},
	{
		...common,
		entryPoints: ['test/integration/*.ts', 'test/e2e/*.ts', 'test/bench/*.ts'],
		outbase: 'test',
		outdir: 'out/test',
		external: ['vscode', 'mocha', '@vscode/test-electron', '@vscode/vsce', 'esbuild', 'playwright-core'],
	},
];

/**
 * @param {import('esbuild').Metafile} metafile
 * @param {ReadonlyMap<string, number>} sizes
 */
function checkBudget(metafile, sizes) {
	const sizeOf = (/** @type {Iterable<string>} */ files) =>
		Array.from(files, file => sizes.get(file) ?? 0).reduce((sum, size) => sum + size, 0);
	const measured = { activation: sizeOf(readAtActivation('dist/extension.js', metafile)), total: sizeOf(sizes.keys()) };
	for (const name of /** @type {const} */ (['activation', 'total'])) {
		console.log(`${name}: ${(measured[name] / 1000).toFixed(1)} kB of ${budget[name] / 1000} kB`);
		if (measured[name] > budget[name]) {
			throw new Error(`The bundles outgrow their budget for ${name}.`);
		}
	}
}

/**
 * The file and what it imports statically.
 * @param {string} file
 * @param {import('esbuild').Metafile} metafile
 * @param {Set<string>} seen
 */
function readAtActivation(file, metafile, seen = new Set()) {
	if (!seen.has(file)) {
		seen.add(file);
		for (const { path, kind, external } of metafile.outputs[file]?.imports ?? []) {
			if (kind !== 'dynamic-import' && !external) {
				readAtActivation(path, metafile, seen);
			}
		}
	}
	return seen;
}

if (!watch) {
	rmSync(tests ? 'out' : 'dist', { recursive: true, force: true });
}
for (const options of tests ? testBundles : [extension]) {
	if (watch) {
		await (await context(options)).watch();
	} else {
		await build(options);
	}
}
