// Starts and ends programs. Runs before `npm ci`, so it knows Node's own modules only.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/** @typedef {import('node:stream').Readable} Readable */

/**
 * @param {string} name file name as a shell would find it, `.cmd` and `.exe` tried on Windows
 * @returns {string | undefined} its full path, if it is on the PATH
 */
export function findOnPath(name) {
	const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
	return (process.env['PATH'] ?? '')
		.split(delimiter)
		.flatMap(folder => endings.map(ending => join(folder, name + ending)))
		.find(path => existsSync(path));
}

/**
 * Runs a program to its end. Its output goes where ours goes.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, seconds?: number, heading?: string | undefined }} [options] `seconds`: killed when it takes longer;
 * `heading`: its output is shown under this when it has ended, so that it does not mingle with that of others
 * @returns {Promise<number>} the exit code; 124 when its time was up, 1 for any other signal
 */
export function run(file, args, { cwd, env, seconds, heading } = {}) {
	return new Promise((resolve, reject) => {
		// Node starts no .cmd file without a shell.
		const shell = process.platform === 'win32' && !file.endsWith('.exe');
		const stdio = heading === undefined ? 'inherit' : 'pipe';
		const child = spawn(file, args, { cwd, env: env ?? process.env, stdio, shell });
		let output = heading === undefined ? '' : `\n=== ${heading}\n`;
		for (const stream of [child.stdout, child.stderr]) {
			stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
				output += text;
			});
		}
		let late = false;
		const end = () => {
			late = true;
			// As Ctrl+C does: the programs that start windows close them then.
			child.kill('SIGINT');
			setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
		};
		const timer = seconds === undefined ? undefined : setTimeout(end, seconds * 1000);
		child.once('error', reject);
		child.once('close', code => {
			clearTimeout(timer);
			process.stdout.write(output);
			resolve(late ? 124 : (code ?? 1));
		});
	});
}

/**
 * Runs npm, the one that runs us where npm does.
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, seconds?: number, heading?: string | undefined }} options those of {@link run}
 * @returns {Promise<number>} the exit code
 */
export function npm(args, { env, ...options }) {
	const outer = { ...process.env, ...env };
	// What an outer `npm run` says about its own package would mislead the inner npm.
	const kept = Object.entries(outer).filter(([name]) => !/^npm_(?:package|lifecycle|config_local_prefix)/u.test(name));
	const quiet = { npm_config_audit: 'false', npm_config_fund: 'false', npm_config_update_notifier: 'false' };
	const cli = process.env['npm_execpath'];
	const [file, first] = cli?.endsWith('.js') ? [process.execPath, [cli]] : [findOnPath('npm') ?? 'npm', []];
	return run(file, [...first, ...args], { ...options, env: { ...Object.fromEntries(kept), ...quiet } });
}

/**
 * @param {number} [wanted] a port to try first
 * @returns {Promise<number>} a port of 127.0.0.1 that nobody listens on
 */
export function freePort(wanted = 0) {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', error => {
			if (wanted === 0) {
				reject(error);
			} else {
				resolve(freePort());
			}
		});
		probe.listen(wanted, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => {
				resolve(typeof address === 'object' && address ? address.port : 0);
			});
		});
	});
}

/**
 * Starts a program that must not outlive us, nor anything that it starts itself. Ctrl+C does not reach it.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 * @returns {{ child: import('node:child_process').ChildProcessByStdio<null, Readable, Readable>, ended: Promise<void>, stop: () => Promise<void>, kill: () => Promise<void> }} `kill` ends it as a power cut does
 */
export function startGroup(file, args, { env = process.env } = {}) {
	const detached = process.platform !== 'win32';
	const child = spawn(file, args, { env, detached, stdio: ['ignore', 'pipe', 'pipe'] });
	const abandon = () => {
		signalGroup(child, 'SIGKILL');
	};
	// For those of us who end without asking for stop().
	process.once('exit', abandon);
	/** @type {Promise<void>} */
	const ended = new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', () => {
			process.off('exit', abandon);
			resolve();
		});
	});
	const stop = async () => {
		signalGroup(child, 'SIGTERM');
		const timer = setTimeout(abandon, 3000);
		await ended;
		clearTimeout(timer);
	};
	const kill = () => {
		abandon();
		return ended;
	};
	return { child, ended, stop, kill };
}

/**
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
	try {
		if (process.platform === 'win32' || child.pid === undefined) {
			child.kill(signal);
		} else {
			process.kill(-child.pid, signal);
		}
	} catch (error) {
		// It may have ended by itself in the meantime.
		if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) {
			throw error;
		}
	}
}
