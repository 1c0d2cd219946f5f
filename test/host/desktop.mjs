// Finds the desktop VS Code, or downloads it, and opens its window.
import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheFolder } from './install.mjs';
import { findOnPath, startGroup } from './processes.mjs';

const usualPaths = [
	'/usr/share/code/code',
	'/snap/code/current/usr/share/code/code',
	'/opt/visual-studio-code/code',
	...['/Applications', join(homedir(), 'Applications')].flatMap(folder =>
		['Code', 'Electron'].map(name => join(folder, 'Visual Studio Code.app/Contents/MacOS', name)),
	),
	...['LOCALAPPDATA', 'ProgramFiles'].flatMap(variable =>
		['Programs/Microsoft VS Code/Code.exe', 'Microsoft VS Code/Code.exe'].map(path =>
			join(process.env[variable] ?? '/', path),
		),
	),
];

/** @returns {boolean} whether a window of this machine could be seen by who started us */
function hasScreen() {
	const { DISPLAY, WAYLAND_DISPLAY, VSCODE_IPC_HOOK_CLI, WSL_DISTRO_NAME } = process.env;
	// In the terminal of a remote window, and in WSL, `code` is the command of a VS Code on another system.
	if (VSCODE_IPC_HOOK_CLI !== undefined || WSL_DISTRO_NAME !== undefined) {
		return false;
	}
	return process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
}

/** @returns {string | undefined} the program itself: its command `code` ends at once and leaves the window behind */
function findDesktop() {
	const command = findOnPath('code');
	const besideCommand = command && join(dirname(realpathSync(command)), '..');
	const beside = besideCommand === undefined ? [] : [join(besideCommand, 'code'), join(besideCommand, 'Code.exe')];
	return [...beside, ...usualPaths].find(path => existsSync(path));
}

/**
 * The desktop VS Code that is installed, else a downloaded one.
 * @returns {Promise<string | undefined>} the program's path; undefined without a screen or where the download is refused
 */
export async function ensureDesktop() {
	if (!hasScreen()) {
		return undefined;
	}
	const found = findDesktop();
	if (found) {
		return found;
	}
	const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
	try {
		return await downloadAndUnzipVSCode({
			version: 'stable',
			cachePath: join(cacheFolder(), 'desktop'),
			timeout: 15_000,
		});
	} catch (error) {
		console.log(`VS Code cannot be downloaded: ${error instanceof Error ? error.message : String(error)}`);
		return undefined;
	}
}

/**
 * Opens a window with the extension of a folder.
 * @param {string} program
 * @param {{ extension: string, folder: string, dataFolder: string }} options
 * @returns {{ closed: Promise<void>, stop: () => Promise<void> }} `closed`: VS Code has ended
 */
export function openDesktop(program, { extension, folder, dataFolder }) {
	const args = [
		folder,
		`--extensionDevelopmentPath=${extension}`,
		`--user-data-dir=${dataFolder}`,
		`--extensions-dir=${join(dataFolder, 'extensions')}`,
		...['--new-window', '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes'],
		...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
	];
	const { child, ended, stop } = startGroup(program, args);
	// Nobody reads what it says; unread, it would stop at a full pipe.
	child.stdout.resume();
	child.stderr.resume();
	return { closed: ended, stop };
}
