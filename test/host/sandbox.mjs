// Starts the built sandbox for a window that a person uses.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder } from './install.mjs';
import { root } from './prerequisites.mjs';
import { freePort } from './processes.mjs';

/** Tried first, so that an account added in an earlier start is found again. */
const usualPort = 39140;

/** @typedef {typeof import('../../src/sandbox/sandbox.ts')} SandboxModule */

/**
 * Starts the sandbox with the API keys of the last start: those in the window's secret storage go on working.
 * @returns {Promise<import('../../src/sandbox/sandbox.ts').Sandbox>}
 */
export async function startBuiltSandbox() {
	/** @type {unknown} */
	const built = await import(pathToFileURL(join(root, 'dist/sandbox.mjs')).href);
	if (!isSandboxModule(built)) {
		throw new Error('dist/sandbox.mjs has no startSandbox.');
	}
	const keysFile = join(cacheFolder(), 'start/sandbox-keys.json');
	const apiKeys = readKeys(keysFile);
	const sandbox = await built.startSandbox({
		catalog: built.parseCatalog(readJson(join(root, 'media/catalog.json'))),
		port: await freePort(usualPort),
		...(apiKeys.length > 0 && { apiKeys }),
		onError: error => {
			console.error('The sandbox failed.', error);
		},
	});
	mkdirSync(dirname(keysFile), { recursive: true });
	writeFileSync(keysFile, JSON.stringify(sandbox.apiKeys), { mode: 0o600 });
	return sandbox;
}

/**
 * @param {unknown} value
 * @returns {value is SandboxModule}
 */
function isSandboxModule(value) {
	return typeof value === 'object' && value !== null && 'startSandbox' in value;
}

/**
 * @param {string} file
 * @returns {unknown}
 */
function readJson(file) {
	return JSON.parse(readFileSync(file, 'utf8'));
}

/** @param {string} file */
function readKeys(file) {
	const keys = existsSync(file) ? readJson(file) : [];
	return Array.isArray(keys) ? keys.filter(isKey) : [];
}

/**
 * @param {unknown} value
 * @returns {value is import('../../src/sandbox/sandbox.ts').ApiKeyOptions}
 */
function isKey(value) {
	return typeof value === 'object' && value !== null && 'name' in value && 'key' in value;
}
