// Installs a real VS Code on Linux from npm alone: code-server's build and the Node it wants, from the lock file in vscode/.
// It is cached outside the checkout; a second run installs nothing.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { findOnPath, npm, run } from './processes.mjs';

/** Those of vscode/package-lock.json. */
const nodeVersion = '24.21.0';
/** code-server 4.139.1 is VS Code 1.139.1. */
const codeServerVersion = '4.139.1';
const nodePackage = `node-linux-${process.arch}`;

/** @typedef {{ readonly node: string, readonly entry: string }} Host paths of the Node and of the program that it runs */

/** @returns {string} the folder that keeps what outlives a run: the VS Code host, the window of `npm start` */
export function cacheFolder() {
	return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'flowlu-workbench');
}

/**
 * @param {string} folder
 * @returns {Host}
 */
function hostIn(folder) {
	return {
		node: join(folder, 'node_modules', nodePackage, 'bin/node'),
		entry: join(folder, 'node_modules/code-server/out/node/entry.js'),
	};
}

/** @returns {string} */
function hostFolder() {
	const name = `vscode-host-${codeServerVersion}-node-${nodeVersion}`;
	return process.env['FLOWLU_VSCODE_HOST'] ?? join(cacheFolder(), name);
}

/**
 * @returns {Host} of the installed VS Code
 * @throws {Error} when it is not installed
 */
export function installedHost() {
	const host = hostIn(hostFolder());
	if (!existsSync(host.entry)) {
		throw new Error(`There is no VS Code in ${hostFolder()}; npm test installs it.`);
	}
	return host;
}

/**
 * Installs VS Code unless it is there, in half a minute and 820 MB.
 * @returns {Promise<Host>}
 * @throws {Error} that says what to do where the machine lacks something
 */
export async function installHost() {
	const folder = hostFolder();
	if (existsSync(folder)) {
		console.log(`VS Code ${codeServerVersion} is in ${folder}: nothing to install.`);
		return installedHost();
	}
	if (process.platform !== 'linux') {
		throw new Error(`The VS Code from npm runs on Linux only, this is ${process.platform}.`);
	}
	await ensureCompiler();
	console.log(`Installing VS Code (code-server ${codeServerVersion}) into ${folder}: once, about 820 MB.`);
	removeAborted(folder);
	// Renamed when whole: an installation cut short is never taken for a good one.
	const partial = `${folder}.partial-${process.pid}`;
	await installInto(partial);
	if (existsSync(folder)) {
		// Another run was faster.
		rmSync(partial, { recursive: true });
	} else {
		renameSync(partial, folder);
	}
	return installedHost();
}

/** @param {string} folder */
async function installInto(folder) {
	mkdirSync(folder, { recursive: true });
	for (const name of ['package.json', 'package-lock.json']) {
		// npm starts us in the root of the repository.
		copyFileSync(join('test/host/vscode', name), join(folder, name));
	}
	const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
	if (
		![`"code-server": "${codeServerVersion}"`, `"${nodePackage}": "${nodeVersion}"`].every(pin => lock.includes(pin))
	) {
		throw new Error(
			`test/host/vscode/package-lock.json has not ${codeServerVersion} and ${nodePackage} ${nodeVersion}.`,
		);
	}
	const vscode = join(folder, 'node_modules/code-server/lib/vscode');
	// No install script runs: code-server's own insists on its Node and compiles eight addons for 90 s, of which we need two.
	await npmOrThrow(['ci', '--ignore-scripts'], { cwd: folder });
	// code-server brings lock files for these two; the first has no peer dependencies in it.
	const args = ['ci', '--omit=dev', '--ignore-scripts', '--legacy-peer-deps'];
	await npmOrThrow(args, { cwd: vscode });
	await npmOrThrow(args, { cwd: join(vscode, 'extensions') });
	const nodeFolder = join(folder, 'node_modules', nodePackage);
	const env = {
		PATH: `${join(nodeFolder, 'bin')}:${process.env['PATH'] ?? ''}`,
		npm_config_nodedir: nodeFolder,
		npm_config_jobs: 'max',
	};
	// Without spdlog every output channel stays empty; native-watchdog ends an extension host whose server died.
	await npmOrThrow(['rebuild', '@vscode/spdlog', '@vscode/native-watchdog'], { cwd: vscode, env });
}

/**
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 */
async function npmOrThrow(args, options) {
	const code = await npm([...args, '--loglevel=error'], options);
	if (code !== 0) {
		throw new Error(`npm ${args.join(' ')} ended with ${code} in ${options.cwd}.`);
	}
}

async function ensureCompiler() {
	const missing = ['g++', 'make', 'python3'].filter(name => !findOnPath(name));
	if (missing.length > 0) {
		await installDebian(missing, 'to compile two small addons of VS Code');
	}
}

/** The unit tests hold what we make of its commands against what curl does; where it cannot be installed they say so. */
export async function ensureCurl() {
	if (!findOnPath('curl')) {
		await installDebian(['curl'], 'by the unit tests').catch((/** @type {unknown} */ error) => {
			console.error(error instanceof Error ? error.message : error);
		});
	}
}

/**
 * Installs Debian packages where we may, else says how to.
 * @param {readonly string[]} names
 * @param {string} reason ends the sentence "… are needed"
 * @throws {Error} with the command to type
 */
export async function installDebian(names, reason) {
	const command = `apt-get install -y --no-install-recommends ${names.join(' ')}`;
	const advice = `${names.join(', ')} needed ${reason}. Install with: sudo ${command}`;
	if (process.platform !== 'linux' || process.getuid?.() !== 0 || !findOnPath('apt-get')) {
		throw new Error(advice);
	}
	console.log(`${names.join(', ')} needed ${reason}: ${command}`);
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	await run('apt-get', ['update', '-qq'], { env });
	// Another program may be installing something.
	const args = ['install', '-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', ...names];
	if ((await run('apt-get', args, { env })) !== 0) {
		throw new Error(advice);
	}
}

/**
 * Removes what runs that were killed left behind.
 * @param {string} folder
 */
function removeAborted(folder) {
	mkdirSync(dirname(folder), { recursive: true });
	for (const name of readdirSync(dirname(folder))) {
		const pid = name.startsWith(`${basename(folder)}.partial-`) ? Number(name.split('-').at(-1)) : undefined;
		if (pid !== undefined && !isRunning(pid)) {
			rmSync(join(dirname(folder), name), { recursive: true, force: true });
		}
	}
}

/** @param {number} pid */
function isRunning(pid) {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}
