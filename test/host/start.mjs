// npm start [-- --web | --desktop | --no-open]
// Opens a VS Code with this extension and the examples, beside a sandbox; Ctrl+C ends all of it.
//   --desktop   only the desktop VS Code      --web   only the one from npm, in the browser (Linux)
//   --no-open   as --web, but the browser is left to you
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDesktop, openDesktop } from './desktop.mjs';
import { cacheFolder, installHost } from './install.mjs';
import { ensurePackages, requireNode, root } from './prerequisites.mjs';
import { findOnPath, freePort, run } from './processes.mjs';
import { startBuiltSandbox } from './sandbox.mjs';
import { prepareDataFolder, startServer, workbenchUrl } from './server.mjs';

/** Tried first: VS Code in a browser finds its secrets again on the same port only. */
const usualPort = 39139;

const examples = join(root, 'examples');

/** @typedef {{ readonly place: string, readonly closed: Promise<void>, readonly stop: () => Promise<void> }} OpenedWindow */

/**
 * @param {string} program
 * @returns {OpenedWindow}
 */
function openOnDesktop(program) {
	const dataFolder = prepareDataFolder({ folder: join(cacheFolder(), 'start/desktop') });
	const opened = openDesktop(program, { extension: root, folder: examples, dataFolder });
	return { ...opened, place: `VS Code is opening: ${program}` };
}

/**
 * @param {{ browser: 'open' | 'leave' }} options
 * @returns {Promise<OpenedWindow>}
 */
async function openOnLoopback({ browser }) {
	await installHost();
	const dataFolder = prepareDataFolder({ folder: join(cacheFolder(), 'start/web') });
	linkExtension(dataFolder);
	const server = await startServer({ dataFolder, port: await freePort(usualPort) });
	const url = workbenchUrl(server, { folder: examples });
	const seen = browser === 'open' && openInBrowser(url);
	return {
		place: `${seen ? 'VS Code is opening in your browser:' : 'Open VS Code in your browser:'}\n  ${url}`,
		closed: server.ended,
		stop: server.stop,
	};
}

/**
 * Makes VS Code take the extension from the checkout: after a build, reloading the window is enough.
 * @param {string} dataFolder
 */
function linkExtension(dataFolder) {
	const { publisher, name, version } = /** @type {Record<string, unknown>} */ (readManifest());
	const identifier = { id: `${String(publisher)}.${String(name)}` };
	const location = { $mid: 1, scheme: 'file', path: root };
	mkdirSync(join(dataFolder, 'extensions'), { recursive: true });
	const entry = { identifier, version, location, metadata: { installedTimestamp: 0, source: 'vsix' } };
	writeFileSync(join(dataFolder, 'extensions/extensions.json'), JSON.stringify([entry]));
}

/** @returns {unknown} */
function readManifest() {
	return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
}

/**
 * @param {string} url
 * @returns {boolean} whether there is somebody to see it
 */
function openInBrowser(url) {
	const { DISPLAY, WAYLAND_DISPLAY } = process.env;
	const opener = DISPLAY || WAYLAND_DISPLAY ? findOnPath('xdg-open') : undefined;
	if (opener === undefined) {
		return false;
	}
	spawn(opener, [url], { stdio: 'ignore', detached: true }).unref();
	return true;
}

/**
 * @param {{ web?: boolean, desktop?: boolean, 'no-open'?: boolean }} flags
 * @returns {Promise<OpenedWindow>}
 */
async function openWindow(flags) {
	if (flags['no-open'] === true) {
		return openOnLoopback({ browser: 'leave' });
	}
	const program = flags.web === true ? undefined : await ensureDesktop();
	if (program !== undefined) {
		return openOnDesktop(program);
	}
	if (flags.desktop === true || process.platform !== 'linux') {
		throw new Error('There is no desktop VS Code: install it from https://code.visualstudio.com and start again.');
	}
	return openOnLoopback({ browser: 'open' });
}

/**
 * @param {OpenedWindow} window
 * @param {import('../../src/sandbox/sandbox.ts').Sandbox} sandbox
 */
function printNextSteps({ place }, { origin, settingsUrl, tokenUrl, apiKeys, users }) {
	const [user] = users;
	const example = existsSync(examples) ? readdirSync(examples).sort()[0] : undefined;
	console.log(`
${place}

The sandbox, a local Flowlu with made-up data that lives until Ctrl+C:
  account    ${origin}
  API key    ${apiKeys[0]?.key ?? '(none)'}
  login      ${user?.username ?? '(none)'}
  password   ${user?.password ?? '(none)'}
  token URL  ${tokenUrl}
  settings   ${settingsUrl}

Next:
  1. Choose Flowlu in the activity bar, then Add API Key: give it the account and the API key above.
  2. Open ${example ?? 'a file that ends in .flowlu.http'} in the explorer.
  3. Click Send above a request; the response opens beside it.

Ctrl+C ends VS Code and the sandbox.`);
}

/** @returns {Promise<void>} resolves when somebody wants us to end */
function interrupted() {
	return new Promise(resolve => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
			// Stays for the second Ctrl+C too, which must not cut off the ending of the first.
			process.on(signal, () => {
				resolve();
			});
		}
	});
}

async function main() {
	const { values } = parseArgs({
		options: { web: { type: 'boolean' }, desktop: { type: 'boolean' }, 'no-open': { type: 'boolean' } },
	});
	requireNode();
	await ensurePackages();
	if ((await run(process.execPath, ['esbuild.mjs'], { cwd: root })) !== 0) {
		throw new Error('The build failed.');
	}
	const end = interrupted();
	const sandbox = await startBuiltSandbox();
	try {
		const window = await openWindow(values);
		printNextSteps(window, sandbox);
		try {
			await Promise.race([end, window.closed]);
		} finally {
			console.log('\nEnding VS Code and the sandbox.');
			await window.stop();
		}
	} finally {
		await sandbox.close();
	}
}

try {
	await main();
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
