// npm test [-- check unit peers integration e2e long] [--grep=TEXT]
// Without names the suites that one runs at work; npm run check and npm run test:long are the others, .ci/run all of them. Installs what the tests need,
// runs the suites and ends with one line: N passed, N failed.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBrowser } from './browser.mjs';
import { ensureCurl, installHost } from './install.mjs';
import { ensurePackages, requireNode, root } from './prerequisites.mjs';
import { npm, run } from './processes.mjs';

/** @typedef {import('../support/suite.ts').Counts} Counts */

/**
 * A part of a suite, in a process of its own that is ended after `seconds`. Its output comes in one piece under its title, so that it does not mingle with
 * that of others; a task that is alone shows it as it comes.
 * @typedef {{ readonly title: string, readonly seconds: number, readonly run: (heading: string | undefined) => Promise<Counts> }} Task
 */

const {
	positionals,
	values: { grep },
} = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });

/** It shows nothing that the journeys do not show, and is run by who wants README's pictures. */
const picturesFile = 'pictures.test.js';

/** Room for what lives for a moment: with Node's own 16 MB compilers, linters and tests for thousands of cases spend a fifth of their time on its removal. */
const roomy = '--max-semi-space-size=64';

/** Without names. */
const usual = ['unit', 'peers', 'integration', 'e2e'];

/** A task that ended before it could count. @type {Counts} */
const crashed = { passed: 0, failed: 1 };

/**
 * Called when all is built.
 * @type {Readonly<Record<string, () => readonly Task[]>>}
 */
const suites = {
	// Each tool counts as one test.
	check: () =>
		['lint', 'types', 'format', 'unused', 'layers']
			.map(tool => check(`check:${tool}`))
			.filter(({ title }) => grep === undefined || new RegExp(grep, 'u').test(title)),
	unit: () => [bundled('unit', { seconds: 1500 })],
	peers: () => [bundled('peers', { seconds: 200 })],
	integration: () => [bundled('integration', { seconds: 1600 })],
	// A window of its own for each file.
	e2e: () => windows('e2e'),
	long: () => windows('long'),
};

/**
 * @param {string} name
 * @returns {readonly Task[]}
 */
function windows(name) {
	return readdirSync(join(root, 'out/test', name))
		.filter(
			file => file.endsWith('.test.js') && (file !== picturesFile || process.env['FLOWLU_PICTURES'] !== undefined),
		)
		.map(file => bundled(name, { file, seconds: 1200 }));
}

/**
 * @param {string} script of package.json
 * @returns {Task}
 */
function check(script) {
	const seconds = 600;
	return {
		title: script,
		seconds,
		run: async heading => {
			const env = { NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} ${roomy}` };
			const code = await npm(['run', '--silent', script], { cwd: root, env, seconds, heading });
			console.log(`${script} ${code === 0 ? 'passed' : 'failed'}`);
			return code === 0 ? { passed: 1, failed: 0 } : endedBadly(script, code);
		},
	};
}

/**
 * A bundled suite, or a file of it; it writes its counts to a file.
 * @param {string} name
 * @param {{ seconds: number, file?: string }} options
 * @returns {Task}
 */
function bundled(name, { seconds, file }) {
	const title = file === undefined ? name : `${name} ${file}`;
	return {
		title,
		seconds,
		run: async heading => {
			const countsFile = join(root, 'out', `${title}.json`);
			rmSync(countsFile, { force: true });
			const env = { ...process.env, FLOWLU_TEST_COUNTS: countsFile, FLOWLU_TEST_FILE: file };
			const entry = join(root, 'out/test', name, 'run.js');
			const code = await run(process.execPath, [roomy, entry], { cwd: root, env, seconds, heading });
			const counts = readCounts(countsFile);
			if (counts === undefined) {
				return endedBadly(title, code);
			}
			// Where no title fits what was asked for, nothing ran and nothing is wrong.
			const mayBeEmpty = grep !== undefined && counts.passed + counts.failed === 0;
			return (code === 0) === (counts.failed === 0) || mayBeEmpty ? counts : plus(counts, endedBadly(title, code));
		},
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

/**
 * @param {string} title
 * @param {number} code
 * @returns {Counts}
 */
function endedBadly(title, code) {
	return { ...crashed, failures: [`${title} ended with exit code ${code}`] };
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
 * Installs and builds what the suites need.
 * @param {readonly string[]} names
 */
async function prepare(names) {
	const runsInVSCodeFromNpm = !process.env['VSCODE_VERSION'] && process.platform === 'linux';
	const opensWindows = names.includes('e2e') || names.includes('long');
	const needsHost = opensWindows || (names.includes('integration') && runsInVSCodeFromNpm);
	if (names.includes('unit')) {
		await ensureCurl();
	}
	await Promise.all([needsHost ? ensureBrowser().then(installHost) : undefined, build({ packed: opensWindows })]);
	if (opensWindows) {
		const entry = join(root, 'out/test/e2e/prepare.js');
		await orThrow('The extension was not installed', run(process.execPath, [entry], { cwd: root }));
	}
}

/** @param {{ packed: boolean }} options */
async function build({ packed }) {
	if (packed) {
		await orThrow('The extension was not packed', npm(['run', '--silent', 'package'], { cwd: root }));
	}
	for (const args of [[], ['--tests']]) {
		await orThrow('The build failed', run(process.execPath, ['esbuild.mjs', ...args], { cwd: root }));
	}
}

/**
 * @param {string} complaint
 * @param {Promise<number>} exitCode
 */
async function orThrow(complaint, exitCode) {
	const code = await exitCode;
	if (code !== 0) {
		throw new Error(`${complaint} (exit code ${code}).`);
	}
}

/**
 * Runs as many tasks at a time as there are processors. Those that may take longest go first, so that none of them is left for the end.
 * @param {readonly Task[]} tasks
 * @returns {Promise<ReadonlyMap<Task, Counts>>}
 */
async function runAll(tasks) {
	const waiting = [...tasks].sort((one, other) => other.seconds - one.seconds);
	const isAlone = tasks.length === 1;
	/** @type {Map<Task, Counts>} */
	const results = new Map();
	const work = async () => {
		for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
			results.set(task, await task.run(isAlone ? undefined : task.title));
		}
	};
	await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, work));
	return results;
}

/** @returns {Promise<Counts>} of all suites together */
async function main() {
	const unknown = positionals.filter(name => !(name in suites));
	if (unknown.length > 0) {
		throw new Error(`There is no suite ${unknown.join(', ')}; there are ${Object.keys(suites).join(', ')}.`);
	}
	if (grep !== undefined) {
		process.env['FLOWLU_TEST_GREP'] = grep;
	}
	requireNode();
	await ensurePackages();
	const names = positionals.length > 0 ? positionals : usual.filter(canRunHere);
	await prepare(names);
	const planned = names.map(name => ({ name, tasks: suites[name]?.() ?? [] }));
	const results = await runAll(planned.flatMap(({ tasks }) => tasks));
	const counted = planned.map(({ name, tasks }) => {
		const counts = tasks.map(task => results.get(task) ?? crashed).reduce(plus, { passed: 0, failed: 0 });
		// A suite that ran nothing is a failure.
		const isEmpty = grep === undefined && counts.passed + counts.failed === 0;
		return { name, counts: isEmpty ? { ...crashed, failures: [`no test of ${name} ran`] } : counts };
	});
	for (const { name, counts } of counted) {
		console.log(`\n${name}: ${counts.passed} passed, ${counts.failed} failed`);
		for (const failure of counts.failures ?? []) {
			console.log(`failed: ${failure}`);
		}
	}
	return counted.map(({ counts }) => counts).reduce(plus);
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
