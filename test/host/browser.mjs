// Finds the Chromium that shows VS Code's window in tests.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installDebian } from './install.mjs';
import { findOnPath } from './processes.mjs';

/** The first has nothing but what draws pages without a screen, and does so with a fifth less of the processor. */
const names = [
	'chromium-headless-shell',
	'chromium',
	'chromium-browser',
	'google-chrome',
	'google-chrome-stable',
	'chrome',
	'microsoft-edge',
];

const macPaths = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
	name => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

const windowsPaths = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap(variable =>
	['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'].map(path =>
		join(process.env[variable] ?? '', path),
	),
);

/** @returns {string | undefined} the path of a Chromium, Chrome or Edge; the variable CHROMIUM goes first */
function findBrowser() {
	const candidates = [process.env['CHROMIUM'], ...names.map(findOnPath), ...macPaths, ...windowsPaths];
	return candidates.find(path => path !== undefined && existsSync(path));
}

/**
 * Installs a browser where there is none and we may.
 * @returns {Promise<string>} its path
 * @throws {Error} with the command that installs one
 */
export async function ensureBrowser() {
	const found = findBrowser();
	if (found) {
		return found;
	}
	if (process.platform !== 'linux') {
		throw new Error('The tests need Chrome, Chromium or Edge: install one or name it in the variable CHROMIUM.');
	}
	await installDebian(['chromium-headless-shell', 'fonts-dejavu-core'], "to show VS Code's window");
	const installed = findBrowser();
	if (!installed) {
		throw new Error('The browser was installed but is not found: name it in the variable CHROMIUM.');
	}
	return installed;
}
