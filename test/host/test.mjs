// npm test [-- check unit peers integration e2e] [--grep=TEXT]
// Installs what the tests need, runs the suites and ends with one line: N passed, N failed.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBrowser } from './browser.mjs';
import { installHost } from './install.mjs';
import { ensurePackages, requireNode, root } from './prerequisites.mjs';
import { npm, run } from './processes.mjs';

/** @typedef {import('../support/suite.ts').Counts} Counts */

/** A suite that crashed before it could count. @type {Counts} */
const crashed = { passed: 0, failed: 1 };

/** @type {Readonly<Record<string, () => Promise<Counts>>>} */
const suites = {
	check,
	unit: () => runCounted('unit', { seconds: 400 }),
	peers: () => runCounted('peers', { seconds: 300 }),
	integration: async () => {
		if (!process.env['VSCODE_VERSION'] && process.platform === 'linux') {
			await prepareHost();
		}
		return runCounted('integration', { seconds: 600 });
	},
	e2e: async () => {
		await prepareHost();
		await build();
		if ((await npm(['run', '--silent', 'package'], { cwd: root })) !== 0) {
			return crashed;
		}
		return runFiles('e2e', { seconds: 400 });
	},
};

async function prepareHost() {
	await ensureBrowser();
	await installHost();
}

/** Each tool counts as one test. @returns {Promise<Counts>} */
async function check() {
	const tools = ['types', 'lint', 'format', 'unused', 'layers'];
	/** @type {string[]} */
	const failures = [];
	for (const tool of tools) {
		const code = await npm(['run', '--silent', `check:${tool}`], { cwd: root });
		console.log(`check:${tool} ${code === 0 ? 'passed' : 'failed'}`);
		failures.push(...(code === 0 ? [] : [`check:${tool}`]));
	}
	return { passed: tools.length - failures.length, failed: failures.length, failures };
}

/**
 * Runs a bundled suite, which writes its counts to a file.
 * @param {string} name
 * @param {{ seconds: number }} options
 * @returns {Promise<Counts>}
 */
async function runCounted(name, { seconds }) {
	await build();
	const file = join(root, 'out', `${name}.json`);
	rmSync(file, { force: true });
	const env = { ...process.env, FLOWLU_TEST_COUNTS: file };
	const code = await run(process.execPath, [join(root, 'out/test', name, 'run.js')], { cwd: root, env, seconds });
	const counts = readCounts(file) ?? { passed: 0, failed: 0 };
	const total = counts.passed + counts.failed;
	// A suite that ends badly has a failure, also where it counted none.
	const agrees = total > 0 && (code === 0) === (counts.failed === 0);
	return agrees ? counts : plus(counts, endedBadly(name, code));
}

/**
 * Runs the files of a bundled suite in processes of their own, two at a time: tests that drive a window wait more than they work.
 * @param {string} name
 * @param {{ seconds: number }} options for each file
 * @returns {Promise<Counts>}
 */
async function runFiles(name, { seconds }) {
	await build();
	const folder = join(root, 'out/test', name);
	const waiting = readdirSync(folder).filter(file => file.endsWith('.test.js'));
	/** @type {Counts[]} */
	const results = [];
	const work = async () => {
		for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
			const counted = join(root, 'out', `${name}-${file}.json`);
			const env = { ...process.env, FLOWLU_TEST_COUNTS: counted, FLOWLU_TEST_FILE: file };
			const code = await run(process.execPath, [join(folder, 'run.js')], { cwd: root, env, seconds, inOnePiece: true });
			const counts = readCounts(counted);
			if (counts === undefined) {
				results.push(endedBadly(file, code));
				continue;
			}
			// Where no title fits what was asked for, nothing ran.
			const agrees = (code === 0) === (counts.failed === 0) || counts.passed + counts.failed === 0;
			results.push(agrees ? counts : plus(counts, endedBadly(file, code)));
		}
	};
	await Promise.all([work(), work()]);
	const sum = results.reduce(plus, { passed: 0, failed: 0 });
	return sum.passed + sum.failed > 0 ? sum : crashed;
}

/**
 * @param {string} name
 * @param {number} code
 * @returns {Counts}
 */
function endedBadly(name, code) {
	return { ...crashed, failures: [`${name} ended with exit code ${code}`] };
}

/**
 * @param {Counts} one
 * @param {Counts} other
 * @returns {Counts}
 */
function plus(one, other) {
	return {
		passed: one.passed + other.passed,
		failed: one.failed + other.failed,
		failures: [...(one.failures ?? []), ...(other.failures ?? [])],
	};
}

/**
 * @param {string} file
 * @returns {Counts | undefined} undefined where the suite did not come so far as to write them
 */
function readCounts(file) {
	/** @type {unknown} */
	const counts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
	return isCounts(counts) ? counts : undefined;
}

/**
 * @param {unknown} value
 * @returns {value is Counts}
 */
function isCounts(value) {
	return typeof value === 'object' && value !== null && 'passed' in value && 'failed' in value;
}

/** @type {Promise<void> | undefined} */
let building;

/** Builds the extension and the tests, once for all suites. */
function build() {
	building ??= buildBundles();
	return building;
}

async function buildBundles() {
	for (const args of [[], ['--tests']]) {
		if ((await run(process.execPath, ['esbuild.mjs', ...args], { cwd: root })) !== 0) {
			throw new Error('The build failed.');
		}
	}
}

/**
 * @param {string} name
 * @returns {Promise<Counts>}
 */
async function runSuite(name) {
	try {
		return (await suites[name]?.()) ?? crashed;
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		return crashed;
	}
}

/** @returns {Promise<Counts>} of all suites together */
async function main() {
	const { positionals, values } = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });
	const unknown = positionals.filter(name => !(name in suites));
	if (unknown.length > 0) {
		throw new Error(`There is no suite ${unknown.join(', ')}; there are ${Object.keys(suites).join(', ')}.`);
	}
	if (values.grep !== undefined) {
		process.env['FLOWLU_TEST_GREP'] = values.grep;
	}
	requireNode();
	await ensurePackages();
	const names = positionals.length > 0 ? positionals : Object.keys(suites).filter(canRunHere);
	/** @type {string[]} */
	const lines = [];
	/** @type {Counts} */
	let sum = { passed: 0, failed: 0 };
	for (const name of names) {
		console.log(`\n=== ${name}`);
		const started = Date.now();
		const counts = await runSuite(name);
		sum = plus(sum, counts);
		const { passed, failed, failures = [] } = counts;
		lines.push(`${name}: ${passed} passed, ${failed} failed, ${((Date.now() - started) / 1000).toFixed(1)} s`);
		lines.push(...failures.map(failure => `failed: ${failure}`));
	}
	console.log(`\n${lines.join('\n')}`);
	return sum;
}

/** @param {string} name */
function canRunHere(name) {
	if (name === 'e2e' && process.platform !== 'linux') {
		console.log('e2e is left out: the VS Code from npm that it drives runs on Linux only.');
		return false;
	}
	return true;
}

const { passed, failed } = await main().catch((/** @type {unknown} */ error) => {
	console.error(error instanceof Error ? error.message : error);
	return crashed;
});
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
