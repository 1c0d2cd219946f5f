// What must be there before anything else runs: the right Node and the packages of the lock file.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './processes.mjs';

/** The checkout's folder. */
export const root = resolve(fileURLToPath(import.meta.url), '../../..');

/** @throws {Error} where this Node is older than package.json asks for */
export function requireNode() {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	if (major < 20 || (major === 20 && minor < 19)) {
		throw new Error(`Node 20.19 or newer is needed, this is ${process.versions.node}: see https://nodejs.org.`);
	}
}

/**
 * Installs the packages of the lock file unless they are there.
 * @throws {Error} when npm fails
 */
export async function ensurePackages() {
	if (packagesAreCurrent()) {
		return;
	}
	console.log('Installing the packages of package-lock.json.');
	const code = await npm(['ci', '--loglevel=error'], { cwd: root });
	if (code !== 0) {
		throw new Error(`npm ci ended with ${code}.`);
	}
}

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} Lock */

function packagesAreCurrent() {
	const installedFile = join(root, 'node_modules/.package-lock.json');
	if (!existsSync(installedFile)) {
		return false;
	}
	const installed = readLock(installedFile);
	return Object.entries(readLock(join(root, 'package-lock.json'))).every(
		// Optional packages are those of other systems.
		([path, { version, optional }]) => path === '' || optional === true || installed[path]?.version === version,
	);
}

/** @param {string} file */
function readLock(file) {
	/** @type {unknown} */
	const lock = JSON.parse(readFileSync(file, 'utf8'));
	return isLock(lock) ? lock.packages : {};
}

/**
 * @param {unknown} value
 * @returns {value is Lock}
 */
function isLock(value) {
	return typeof value === 'object' && value !== null && 'packages' in value && typeof value.packages === 'object';
}
