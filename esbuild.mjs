// Builds the extension into dist/ and the tests into out/.
//   node esbuild.mjs [--production] [--watch] [--tests]
// Sizes of the production bundles are budgeted: a build that outgrows them fails.
import { build, context, transform } from 'esbuild';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { writeNotices } from './notices.mjs';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

/**
 * Largest size in bytes, minified: of what VS Code reads to activate the extension, and of everything. 60 kB of that is the sandbox and 31 kB JSONPath,
 * each read with its first use.
 */
const budget = { activation: 40_000, total: 460_000 };

const entry = 'src/extension.ts';
/** The file that package.json names. */
const main = 'extension.js';
/** A program of its own, which also runs outside of VS Code. */
const sandboxEntry = 'src/sandbox/sandbox.ts';

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
 * Lets every module that is imported dynamically import the entry, which is loaded by then. esbuild puts into one file what the same entries reach;
 * so what is read at activation is one file, whatever parts of it the later ones share.
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
			return resolved.path === resolve(sandboxEntry)
				? { path: './sandbox.js', external: true }
				: { ...resolved, namespace: 'lazy' };
		});
		pluginBuild.onLoad({ filter: /./, namespace: 'lazy' }, ({ path }) => ({
			contents: `import ${JSON.stringify(resolve(entry))}; export * from ${JSON.stringify(path)};`,
			resolveDir: dirname(path),
		}));
	},
};

const neverCalled =
	/axios[\\/]lib[\\/](?:cancel[\\/]CancelToken|helpers[\\/](?:toFormData|formDataTo(?:JSON|Stream)|AxiosURLSearchParams|fromDataURI|estimateDataURLDecodedBytes|cookies|Http2Sessions|HttpStatusCode|AxiosTransformStream|ZlibHeaderTransformStream|progressEventReducer))\.js$/;

const neverUsed = [
	'estimateDataURLBufferAllocation',
	'progressEventReducer',
	'progressEventDecorator',
	'asyncDecorator',
].map(name => `export const ${name} = undefined;`);

/**
 * Leaves out of axios what it brings and never gets to: the other two adapters; what follows redirects and speaks to proxies, both of which
 * src/net/transport.ts turns off; forms, parameters, data URIs, cookies, HTTP/2, progress and rates, as it is given a body of text or bytes, an http or
 * https URL and a signal.
 * @type {import('esbuild').Plugin}
 */
const onlyHttpAdapter = {
	name: 'only-http-adapter',
	setup(pluginBuild) {
		pluginBuild.onLoad({ filter: /axios[\\/]lib[\\/]adapters[\\/](?:xhr|fetch)\.js$/ }, () => ({
			contents: 'export default undefined; export const getFetch = undefined;',
		}));
		pluginBuild.onLoad(
			{ filter: /[\\/](?:follow-redirects|https-proxy-agent)[\\/]|[\\/]shouldBypassProxy\.js$/ },
			() => ({
				contents: 'export default class {}',
			}),
		);
		pluginBuild.onLoad({ filter: neverCalled }, () => ({
			contents: `export default class {}\n${neverUsed.join('\n')}`,
		}));
		pluginBuild.onLoad({ filter: /node_modules[\\/]proxy-from-env[\\/]/ }, () => ({
			contents: 'export const getProxyForUrl = undefined;',
		}));
	},
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
			if (metafile === undefined) {
				return;
			}
			const shared = sharedChunk(metafile);
			const aliases = exportAliases(outputFiles.find(({ path }) => basename(path) === main)?.text ?? '');
			for (const { path, text } of outputFiles.filter(({ path }) => basename(path) !== main)) {
				const module = requiringVSCode(text).replaceAll(`./${shared}`, `./${main}`);
				const { code } = await transform(withGetters(module, basename(path) === shared ? aliases : new Map()), {
					format: 'cjs',
					platform: 'node',
					target: 'es2023',
					minify: production,
					sourcemap: production ? false : 'inline',
					supported: { 'dynamic-import': false },
				});
				mkdirSync(dirname(path), { recursive: true });
				writeFileSync(basename(path) === shared ? join(dirname(path), main) : path, code);
			}
		});
	},
};

/**
 * The name of the file that holds what is read at activation. The entry's own file only hands on what that one exports, so it takes its place.
 * @param {import('esbuild').Metafile} metafile
 */
function sharedChunk({ outputs }) {
	const [shared, ...others] = outputs[`dist/${main}`]?.imports.filter(({ external }) => external !== true) ?? [];
	if (shared === undefined || others.length > 0) {
		throw new Error('What is read at activation is not in one file.');
	}
	return basename(shared.path);
}

/**
 * Takes the API of VS Code as it is, once for each file. esbuild would copy its hundreds of properties for each module that imports it, which took
 * most of the time and memory of activation; and VS Code looks up whose module asks at each `require`.
 * @param {string} code ES module
 */
function requiringVSCode(code) {
	let source = 'require("vscode")';
	return code.replaceAll(
		/\bimport\s*\*\s*as\s+(?<name>[\w$]+)\s+from\s*"vscode"/gu,
		(_, /** @type {string} */ name) => {
			const declaration = `const ${name} = ${source}`;
			source = name;
			return declaration;
		},
	);
}

/**
 * What the entry calls that which it hands on, by the short name that it has for the other files.
 * @param {string} code of the entry: `import{F as a}from"./chunk.js";export{a as activate};`
 */
function exportAliases(code) {
	const [imported = [], exported = []] = [...code.matchAll(/\{(?<names>[^{}]*)\}/gu)].map(({ groups }) =>
		aliasesOf(groups?.['names'] ?? ''),
	);
	return new Map(exported.map(([local, name]) => [imported.find(([, alias]) => alias === local)?.[0] ?? local, name]));
}

/**
 * @param {string} names `a as b, c`
 * @returns {readonly (readonly [name: string, alias: string])[]}
 */
function aliasesOf(names) {
	return names.split(',').map(part => {
		const [name = '', alias = name] = part.trim().split(/\s+as\s+/u);
		return [name, alias];
	});
}

/**
 * Hands out what an ES module of esbuild exports as an object of getters: esbuild's own way to CommonJS repeats half a kilobyte in each file.
 * @param {string} code
 * @param {ReadonlyMap<string, string>} otherNames under which some of it is handed out too
 */
function withGetters(code, otherNames) {
	return code.replace(/\bexport\s*\{(?<names>[^{}]*)\};?(?=\s*(?:\/\/.*)?\s*$)/u, (_, /** @type {string} */ names) => {
		const getters = aliasesOf(names).flatMap(([local, exported]) =>
			[...new Set([exported, otherNames.get(exported) ?? exported])].map(name => `get ${name}(){return ${local}}`),
		);
		return `module.exports={${getters.join(',')}};`;
	});
}

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
	{
		...common,
		entryPoints: [entry],
		format: 'esm',
		splitting: true,
		write: false,
		chunkNames: '[name]-[hash]',
		outdir: 'dist',
		minify: production,
		sourcemap: production ? false : 'inline',
		external: ['vscode'],
		// axios brings form-data only to encode multipart bodies, which we build ourselves; it would add 133 kB of MIME types.
		alias: { 'form-data': './src/net/noFormData.ts' },
		plugins: [oneFileAtActivation, onlyHttpAdapter, splitCommonJs],
	},
	{
		...common,
		entryPoints: [sandboxEntry],
		outdir: 'dist',
		minify: production,
		sourcemap: production ? false : 'inline',
	},
];

/** @type {import('esbuild').BuildOptions[]} */
const testBundles = [
	{
		...common,
		// vscode is not external here: a unit test that reaches it does not build.
		entryPoints: ['test/unit/**/*.test.ts', 'test/unit/**/*.child.ts', 'test/unit/run.ts'],
		outbase: 'test/unit',
		outdir: 'out/test/unit',
		external: ['mocha', 'ajv', 'eslint'],
	},
	{
		...common,
		entryPoints: ['test/integration/*.ts', 'test/e2e/*.ts', 'test/long/*.ts', 'test/bench/*.ts', 'test/peers/*.ts'],
		outbase: 'test',
		outdir: 'out/test',
		external: ['vscode', 'mocha', '@vscode/test-electron', '@vscode/vsce', 'esbuild', 'playwright-core'],
	},
];

/** Paths of the bundles in dist/, where the packed extension is too. */
function builtFiles() {
	mkdirSync('dist', { recursive: true });
	return readdirSync('dist')
		.filter(name => name.endsWith('.js'))
		.map(name => join('dist', name));
}

function checkBudget() {
	const sizes = builtFiles().map(path => ({ name: basename(path), size: statSync(path).size }));
	const sum = (/** @type {typeof sizes} */ files) => files.reduce((bytes, { size }) => bytes + size, 0);
	const measured = { activation: sum(sizes.filter(({ name }) => name === main)), total: sum(sizes) };
	for (const name of /** @type {const} */ (['activation', 'total'])) {
		console.log(`${name}: ${(measured[name] / 1000).toFixed(1)} kB of ${budget[name] / 1000} kB`);
		if (measured[name] > budget[name]) {
			throw new Error(`The bundles outgrow their budget for ${name}.`);
		}
	}
}

if (!watch) {
	// Names have their content's hash in them: what an earlier build left would be packed too.
	for (const path of tests ? ['out'] : builtFiles()) {
		rmSync(path, { recursive: true, force: true });
	}
}
const metafiles = [];
for (const options of tests ? testBundles : bundles) {
	if (watch) {
		await (await context(options)).watch();
	} else {
		metafiles.push((await build({ ...options, metafile: true })).metafile);
	}
}
if (production && !tests) {
	checkBudget();
	writeNotices('dist/ThirdPartyNotices.txt', metafiles);
}
