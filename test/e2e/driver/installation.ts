import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../host/processes.mjs';
import { installExtension, prepareDataFolder } from '../../host/server.mjs';

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

/**
 * A fresh VS Code with the packed extension in it.
 *
 * @param settings added to the user's settings
 * @throws {Error} where VS Code refuses the .vsix, or `npm run package` has not made it
 */
export async function install(settings: Readonly<Record<string, unknown>> = {}): Promise<Installation> {
	const dataFolder = prepareDataFolder({ settings });
	const profileFolder = mkdtempSync(join(tmpdir(), 'vsc-profile-'));
	const workspace = mkdtempSync(join(tmpdir(), 'examples-'));
	cpSync('examples', workspace, { recursive: true });
	await installExtension({ dataFolder, vsix: 'dist/flowlu-workbench.vsix' });
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
