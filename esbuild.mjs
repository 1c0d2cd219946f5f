// Builds the extension into dist/ and the tests into out/.
//   node esbuild.mjs [--production] [--watch] [--tests]
// A production build that outgrows its budget fails.
import { build, context } from 'esbuild';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { writeNotices } from './notices.mjs';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

/** Largest size in bytes, minified: of what VS Code reads to activate the extension, of everything that it runs, of the page of tables, and of the command line. */
const budget = { activation: 60_000, total: 1_200_000, table: 260_000, cli: 490_000 };

const extension = 'src/extension.ts';
/** A program of its own, which also runs outside of VS Code. */
const sandbox = 'src/sandbox/sandbox.ts';
/** Runs in a thread. */
const openApiWorker = 'src/features/api/openApiWorker.ts';

const common = /** @satisfies {import('esbuild').BuildOptions} */ ({
	bundle: true,
	platform: 'node',
	target: 'es2023',
	logLevel: 'warning',
	sourcesContent: false,
	minify: production,
	sourcemap: !production,
	metafile: true,
});

/**
 * Lets every module that is imported dynamically import the extension's entry, which is loaded by then. esbuild puts into one file what the same entries
 * reach; so what is read at activation is one file, whatever parts of it the later ones share.
 * @type {import('esbuild').Plugin}
 */
const oneFileAtActivation = {
	name: 'one-file-at-activation',
	setup(pluginBuild) {
		pluginBuild.onResolve({ filter: /^\./ }, async ({ path, kind, resolveDir }) => {
			if (kind !== 'dynamic-import') {
				return undefined;
			}
			const resolved = await pluginBuild.resolve(path, { kind: 'import-statement', resolveDir });
			return resolved.path === resolve(sandbox) ? resolved : { ...resolved, namespace: 'lazy' };
		});
		pluginBuild.onLoad({ filter: /./, namespace: 'lazy' }, ({ path }) => ({
			contents: `import ${JSON.stringify(resolve(extension))}; export * from ${JSON.stringify(path)};`,
			resolveDir: dirname(path),
		}));
	},
};

/**
 * Takes VS Code's API by `require`: for an `import` of it the extension host makes a module in another thread, which takes milliseconds of each activation.
 * The members that src/ uses are variables of one module.
 * @type {import('esbuild').Plugin}
 */
const requiredApi = {
	name: 'required-api',
	setup(pluginBuild) {
		pluginBuild.onResolve({ filter: /^vscode$/ }, ({ kind }) =>
			kind === 'require-call' ? { external: true } : { path: 'vscode', namespace: 'required' },
		);
		pluginBuild.onLoad({ filter: /./, namespace: 'required' }, () => {
			const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
			const used = new Set(
				files.flatMap(file => readFileSync(join('src', file), 'utf8').match(/(?<=\bvscode\.)\w+/gu) ?? []),
			);
			const types = readFileSync('node_modules/@types/vscode/index.d.ts', 'utf8');
			const values = types.match(/(?<=^\texport (?:class|const|enum|function|let|namespace) )\w+/gmu) ?? [];
			return { contents: `export const { ${values.filter(name => used.has(name)).join(', ')} } = require('vscode');` };
		});
	},
};

const bundles = /** @satisfies {import('esbuild').BuildOptions} */ ({
	...common,
	entryPoints: [extension, sandbox, openApiWorker],
	entryNames: '[name]',
	outdir: 'dist',
	outExtension: { '.js': '.mjs' },
	format: 'esm',
	splitting: true,
	// Packages in CommonJS that axios brings require modules of Node.
	banner: { js: `import{createRequire}from'node:module';const require=createRequire(import.meta.url);` },
	plugins: [oneFileAtActivation, requiredApi],
	// A member of VS Code's API that was not found.
	logOverride: { 'import-is-undefined': 'error' },
});

/** The page of tables, which runs in a browser of VS Code's. */
const tablePage = /** @satisfies {import('esbuild').BuildOptions} */ ({
	...common,
	platform: 'browser',
	entryPoints: { table: 'src/features/table/webview/page.ts', tableStyle: 'src/features/table/webview/table.css' },
	outdir: 'dist',
	outExtension: { '.js': '.mjs' },
	format: 'esm',
});

/** One file, which runs without VS Code. As CommonJS it loads a module of Node's when it is needed: a third of the time to its first line. */
const cli = /** @satisfies {import('esbuild').BuildOptions} */ ({
	...common,
	entryPoints: ['src/cli/cli.ts'],
	alias: Object.fromEntries(
		['form-data', 'follow-redirects', 'https-proxy-agent'].map(name => [name, './src/cli/axiosLeftOut.ts']),
	),
	outdir: 'dist',
	outExtension: { '.js': '.cjs' },
	format: 'cjs',
	banner: { js: '#!/usr/bin/env node' },
});

const commonOfTests = { ...common, outbase: 'test', outdir: 'out/test', sourcemap: true };
/** @type {import('esbuild').BuildOptions[]} */
const testBundles = [
	{
		...commonOfTests,
		// vscode is not external here: a unit test that reaches it does not build.
		entryPoints: ['test/unit/**/*.test.ts', 'test/unit/**/*.child.ts', 'test/unit/run.ts'],
		// fast-check makes tables that take a second, which are made once where it is loaded once.
		external: ['mocha', 'ajv', 'eslint', 'fast-check', 'libxml2-wasm', 'typescript'],
	},
	// The program that tests start.
	{ ...cli, outdir: 'out/cli' },
	{
		...commonOfTests,
		entryPoints: ['test/integration/*.ts', 'test/e2e/*.ts', 'test/long/*.ts', 'test/bench/*.ts', 'test/peers/*.ts'],
		external: ['vscode', 'mocha', '@vscode/test-electron', '@vscode/vsce', 'esbuild', 'playwright-core'],
	},
];

/**
 * @param {import('esbuild').Metafile} metafile
 * @param {import('esbuild').Metafile} page
 * @param {import('esbuild').Metafile} program
 * @throws {Error} where the bundles are larger than the budget allows
 */
function checkBudget({ outputs }, page, program) {
	/** @type {(path: string) => string[]} */
	const readWith = path => {
		const imports = outputs[path]?.imports ?? [];
		const files = imports.filter(({ kind, external }) => kind === 'import-statement' && external !== true);
		return [path, ...files.flatMap(file => readWith(file.path))];
	};
	const sizeOf = (/** @type {Iterable<string>} */ paths) =>
		Array.from(paths, path => outputs[path]?.bytes ?? 0).reduce((sum, size) => sum + size, 0);
	const sizes = {
		activation: sizeOf(new Set(readWith('dist/extension.mjs'))),
		total: sizeOf(Object.keys(outputs)),
		table: Object.values(page.outputs).reduce((sum, { bytes }) => sum + bytes, 0),
		cli: Object.values(program.outputs).reduce((sum, { bytes }) => sum + bytes, 0),
	};
	for (const name of /** @type {const} */ (['activation', 'total', 'table', 'cli'])) {
		console.log(`${name}: ${(sizes[name] / 1000).toFixed(1)} kB of ${budget[name] / 1000} kB`);
		if (sizes[name] > budget[name]) {
			throw new Error(`The bundles outgrow their budget for ${name}.`);
		}
	}
}

if (watch) {
	await Promise.all(
		(tests ? testBundles : [bundles, tablePage, cli]).map(async options => (await context(options)).watch()),
	);
} else if (tests) {
	rmSync('out', { recursive: true, force: true });
	await Promise.all(testBundles.map(options => build(options)));
} else {
	mkdirSync('dist', { recursive: true });
	// Names have their content's hash in them: what an earlier build left would be packed too.
	for (const name of readdirSync('dist').filter(file => /\.(?:[cm]?js|css)(?:\.map)?$/u.test(file))) {
		rmSync(join('dist', name));
	}
	const [{ metafile }, { metafile: page }, { metafile: program }] = await Promise.all([
		build(bundles),
		build(tablePage),
		build(cli),
	]);
	if (production) {
		checkBudget(metafile, page, program);
		writeNotices('dist/ThirdPartyNotices.txt', [metafile, page, program]);
	}
}
