import { runTests } from '@vscode/test-electron';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bareSettings, prepareDataFolder } from '../host/server.mjs';
import { createAuthorities } from '../support/authorities';

/**
 * Runs the integration tests in the desktop VS Code of the version that VSCODE_VERSION names ('1.105.0', 'stable'),
 * downloaded; without it, on Linux, in the VS Code from npm.
 */
async function main(): Promise<void> {
	const root = resolve(__dirname, '../../..');
	// Short, because a socket's path inside it is limited to about 100 characters.
	const temporary = mkdtempSync(join(tmpdir(), 'fw-'));
	const workspace = join(temporary, 'workspace');
	const dataFolder = join(temporary, 'data');
	mkdirSync(dataFolder);
	cpSync(join(root, 'test/integration/workspace'), workspace, { recursive: true });
	prepareDataFolder({ folder: dataFolder, settings: bareSettings });
	// Where the tests look for what must not be there.
	process.env['FLOWLU_TEST_FOLDER'] = temporary;
	Object.assign(process.env, createAuthorities(temporary));
	const version = process.env['VSCODE_VERSION'] ?? (process.platform === 'linux' ? undefined : 'stable');
	try {
		await runTests({
			...(version ? { version } : { vscodeExecutablePath: join(root, 'test/host/runInVSCode.mjs') }),
			extensionDevelopmentPath: root,
			extensionTestsPath: join(__dirname, 'index.js'),
			launchArgs: [
				workspace,
				`--user-data-dir=${dataFolder}`,
				`--extensions-dir=${join(temporary, 'extensions')}`,
				'--trust-authentication=flowlu:flowlu-workbench.flowlu-workbench',
			],
		});
	} finally {
		rmSync(temporary, { recursive: true, force: true });
	}
}

void main();
