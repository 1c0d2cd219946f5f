// Builds the extension into dist/ and the tests into out/.
//   node esbuild.mjs [--production] [--watch] [--tests]
// Sizes of the production bundles are budgeted: a build that outgrows them fails.
import { build, context } from 'esbuild';
import { rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

/** Largest size of a minified bundle in bytes; `total` is for all of them together. */
const budget = { 'dist/extension.js': 80_000, total: 350_000 };

/**
 * A dynamic import of one of our own modules becomes a bundle of its own, beside the one that imports it:
 * what is not needed to activate is then neither read nor compiled at activation.
 * @type {import('esbuild').Plugin}
 */
const lazyBundles = {
	name: 'lazy-bundles',
	setup(pluginBuild) {
		pluginBuild.onResolve({ filter: /^[.]/ }, ({ kind, path }) =>
			kind === 'dynamic-import' ? { path: `./${basename(path)}.js`, external: true } : undefined,
		);
	},
};

/** @type {import('esbuild').BuildOptions} */
const common = {
	bundle: true,
	format: 'cjs',
	platform: 'node',
	target: 'es2023',
	mainFields: ['module', 'main'],
	logLevel: 'warning',
	metafile: true,
	sourcemap: production ? false : 'linked',
	sourcesContent: false,
	minify: production,
};

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
	{
		...common,
		entryPoints: ['src/extension.ts', 'src/net/transport.ts', 'src/sandbox/sandbox.ts'],
		// One flat folder: a lazy bundle is found beside the one that loads it.
		entryNames: '[name]',
		outdir: 'dist',
		external: ['vscode'],
		// axios brings form-data only to encode multipart bodies, which we build ourselves; it would add 133 kB of MIME types.
		alias: { 'form-data': './src/net/noFormData.ts' },
		plugins: [lazyBundles],
	},
];

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
		external: ['vscode', 'mocha', '@vscode/test-electron', 'playwright-core'],
	},
];

/** @param {import('esbuild').Metafile} metafile */
function checkBudget(metafile) {
	let total = 0;
	for (const file of Object.keys(metafile.outputs)) {
		const { size } = statSync(file);
		total += size;
		console.log(`${file}  ${(size / 1000).toFixed(1)} kB`);
		const limit = file === 'dist/extension.js' ? budget[file] : Infinity;
		if (size > limit) {
			throw new Error(`${file} is ${size} bytes; its budget is ${limit}.`);
		}
	}
	if (total > budget.total) {
		throw new Error(`All bundles together are ${total} bytes; their budget is ${budget.total}.`);
	}
}

if (!watch) {
	rmSync(tests ? 'out' : 'dist', { recursive: true, force: true });
}
for (const options of tests ? testBundles : bundles) {
	if (watch) {
		await (await context(options)).watch();
		continue;
	}
	const { metafile } = await build(options);
	if (production && metafile) {
		checkBudget(metafile);
	}
}
