import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../host/processes.mjs';
import { installExtensions, prepareDataFolder, stillSettings } from '../../host/server.mjs';

/**
 * One VS Code with its extensions, as a machine has it. Secrets are sealed with a key half in the data folder and kept
 * in the browser's profile by origin: they outlive a restart while all three stay the same.
 */
export interface Installation {
	readonly dataFolder: string;
	readonly profileFolder: string;
	readonly port: number;
	/** A copy of the examples, to write in. */
	readonly workspace: string;
	/** Deletes the folders; every window must be closed before. */
	readonly remove: () => void;
}

export interface InstallationOptions {
	/** Added to the user's settings. */
	readonly settings?: Readonly<Record<string, unknown>>;
	/** Paths of .vsix files that are installed beside ours. */
	readonly extensions?: readonly string[];
}

/** Extensions installed once for all windows of a run, by {@link prepareExtensions}; from the checkout's folder. */
const prepared = 'out/extensions';
const ours = 'dist/flowlu-workbench.vsix';

/**
 * Installs our extension and others once, for every {@link install} that follows.
 *
 * @param extensions paths of .vsix files
 * @throws {Error} where VS Code refuses one
 */
export async function prepareExtensions(extensions: readonly string[]): Promise<void> {
	const dataFolder = prepareDataFolder({ settings: stillSettings });
	await installExtensions(dataFolder, [ours, ...extensions]);
	rmSync(prepared, { recursive: true, force: true });
	cpSync(join(dataFolder, 'extensions'), prepared, { recursive: true });
	rmSync(dataFolder, { recursive: true });
}

/**
 * A fresh VS Code with the packed extension in it, and with what was prepared.
 *
 * @throws {Error} where VS Code refuses a .vsix, or `npm run package` has not made ours
 */
export async function install({ settings = {}, extensions = [] }: InstallationOptions = {}): Promise<Installation> {
	const dataFolder = prepareDataFolder({ settings: { ...stillSettings, ...settings } });
	const profileFolder = mkdtempSync(join(tmpdir(), 'vsc-profile-'));
	const workspace = mkdtempSync(join(tmpdir(), 'examples-'));
	cpSync('examples', workspace, { recursive: true });
	if (existsSync(prepared)) {
		cpSync(prepared, join(dataFolder, 'extensions'), { recursive: true });
	} else {
		await installExtensions(dataFolder, [ours]);
	}
	await installExtensions(dataFolder, extensions);
	return {
		dataFolder,
		profileFolder,
		workspace,
		port: await freePort(),
		remove: () => {
			for (const folder of [dataFolder, profileFolder, workspace]) {
				rmSync(folder, { recursive: true, force: true });
			}
		},
	};
}
