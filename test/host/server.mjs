// Starts the installed VS Code on loopback.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { installedHost } from './install.mjs';
import { startLoopbackLinks } from './loopbackLinks.mjs';
import { freePort, run, startGroup } from './processes.mjs';

/** Settings that keep a window to itself: no welcome page, no chat, nothing looked up on the network. */
const quietSettings = {
	'workbench.startupEditor': 'none',
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	// Otherwise some editors open in a dialog in which F1 does nothing.
	'workbench.editor.useModal': 'off',
	'workbench.tips.enabled': false,
	'workbench.enableExperiments': false,
	'chat.disableAIFeatures': true,
	'chat.agentHost.enabled': false,
	'extensions.autoCheckUpdates': false,
	'extensions.autoUpdate': false,
	'extensions.ignoreRecommendations': true,
	'telemetry.telemetryLevel': 'off',
	'update.mode': 'none',
	'git.enabled': false,
	'npm.fetchOnlinePackageInfo': false,
	'files.simpleDialog.enable': true,
};

/** Settings of windows that nobody looks at: what moves is drawn again and again, by the processor. */
export const stillSettings = {
	'workbench.reduceMotion': 'on',
	'editor.cursorBlinking': 'solid',
	'editor.minimap.enabled': false,
};

/** Settings of windows in which extensions are tested by VS Code's API alone: whatever stands around editors is made anew with each that opens. */
export const bareSettings = {
	...stillSettings,
	'workbench.editor.showTabs': 'none',
	'workbench.editor.editorActionsLocation': 'hidden',
	'workbench.layoutControl.enabled': false,
	'window.commandCenter': false,
	'breadcrumbs.enabled': false,
	'editor.stickyScroll.enabled': false,
	'editor.guides.indentation': false,
	'editor.bracketPairColorization.enabled': false,
};

/** What VS Code takes from the settings of the server only. By itself it would start processes every other second to look for ports. */
const quietMachineSettings = { 'remote.autoForwardPortsSource': 'output' };

/** An empty gallery: VS Code then asks no marketplace. */
const noGallery = JSON.stringify({ serviceUrl: '', itemUrl: '', resourceUrlTemplate: '', controlUrl: '' });

/** @typedef {{ readonly port: number, readonly origin: string, readonly ended: Promise<void>, readonly stop: () => Promise<void>, readonly kill: () => Promise<void> }} Server */

/**
 * Makes a user-data folder with quiet settings, or completes one that has none.
 * @param {{ folder?: string, settings?: Readonly<Record<string, unknown>> }} [options] a temporary folder unless given
 * @returns {string} the folder
 */
export function prepareDataFolder({ folder = mkdtempSync(join(tmpdir(), 'vsc-')), settings = {} } = {}) {
	writeSettings(join(folder, 'User'), { ...quietSettings, ...settings });
	writeSettings(join(folder, 'Machine'), quietMachineSettings);
	return folder;
}

/**
 * @param {string} folder
 * @param {Readonly<Record<string, unknown>>} settings
 */
function writeSettings(folder, settings) {
	mkdirSync(folder, { recursive: true });
	try {
		writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings, undefined, '\t'), { flag: 'wx' });
	} catch (error) {
		// What the user of a lasting window has set stays.
		if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
			throw error;
		}
	}
}

/** @param {string} dataFolder */
function commonArguments(dataFolder) {
	return [
		...['--config', join(dataFolder, 'config.yaml')],
		...['--user-data-dir', dataFolder],
		...['--extensions-dir', join(dataFolder, 'extensions')],
	];
}

/** Our environment without what an outer VS Code, npm or node --test set for itself. */
function cleanEnvironment() {
	const kept = Object.entries(process.env).filter(([name]) => !/^(?:VSCODE_|ELECTRON_|NODE_OPTIONS$|npm_)/u.test(name));
	return { ...Object.fromEntries(kept), EXTENSIONS_GALLERY: noGallery };
}

/**
 * Installs extensions, in one start of VS Code.
 * @param {string} dataFolder
 * @param {readonly string[]} packages paths of .vsix files
 * @throws {Error} when VS Code does not take one of them
 */
export async function installExtensions(dataFolder, packages) {
	if (packages.length === 0) {
		return;
	}
	const { node, entry } = installedHost();
	const wanted = packages.flatMap(path => ['--install-extension', resolve(path)]);
	const args = [entry, ...commonArguments(dataFolder), ...wanted, '--force'];
	const code = await run(node, args, { env: cleanEnvironment(), seconds: 120 });
	if (code !== 0) {
		throw new Error(`VS Code did not install ${packages.join(', ')} (${code}).`);
	}
}

/**
 * @typedef {object} ServerOptions
 * @property {string} dataFolder made by {@link prepareDataFolder}; holds settings, extensions and half of the key that seals secrets
 * @property {number} [port] the same port finds the same secrets again: the browser keeps them per origin
 * @property {'trusted' | 'restricted'} [workspaceTrust] of every folder; `trusted` unless given
 * @property {'development' | 'installed'} [extensions] `development`: a window may name an extension's folder and its tests in its URL
 * @property {(text: string) => void} [onOutput]
 */

/**
 * Starts VS Code on 127.0.0.1 and waits until it responds.
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer(options) {
	const { dataFolder, workspaceTrust = 'trusted', extensions = 'installed', onOutput } = options;
	const { node, entry } = installedHost();
	const port = options.port ?? (await freePort());
	const args = [
		entry,
		...commonArguments(dataFolder),
		...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`],
		...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', '--ignore-last-opened'],
		...(workspaceTrust === 'trusted' ? ['--disable-workspace-trust'] : []),
		// Without it a built workbench ignores the extension and the tests that its URL names.
		...(extensions === 'development' ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
	];
	const links = await startLoopbackLinks();
	const env = { ...cleanEnvironment(), VSCODE_PROXY_URI: links.template };
	const { child, ended, stop: stopGroup, kill: killGroup } = startGroup(node, args, { env });
	const stop = async () => {
		links.stop();
		await stopGroup();
	};
	const kill = async () => {
		links.stop();
		await killGroup();
	};
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
			output = (output + text).slice(-10_000);
			onOutput?.(text);
		});
	}
	const origin = `http://127.0.0.1:${port}`;
	const deadline = Date.now() + 60_000;
	while (!(await responds(`${origin}/healthz`))) {
		if (child.exitCode !== null || Date.now() > deadline) {
			await stop();
			throw new Error(`VS Code did not start: ${output}`);
		}
		await delay(50);
	}
	return { port, origin, ended, stop, kill };
}

/** @param {string} url */
async function responds(url) {
	try {
		return (await fetch(url)).ok;
	} catch {
		// Nobody listens yet.
		return false;
	}
}

/**
 * @param {Server} server
 * @param {{ folder?: string | undefined, payload?: Readonly<Record<string, string>> }} options `payload`: what VS Code calls its workbench options
 * @returns {string} the address of a window with that folder, or an empty one
 */
export function workbenchUrl({ origin }, { folder, payload }) {
	const url = new URL(origin);
	const [name, value] = folder === undefined ? ['ew', 'true'] : ['folder', resolve(folder)];
	url.searchParams.set(name, value);
	if (payload) {
		url.searchParams.set('payload', JSON.stringify(Object.entries(payload)));
	}
	return url.href.replaceAll('%2F', '/');
}
