import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { installExtension } from '../host/server.mjs';
import { packTestExtension } from '../support/extensionPackage';
import { addKey } from './driver/flows';
import { pictureFailures } from './driver/pictures';
import { setStage, type Stage } from './driver/stage';

suite('a session of a newer version, in a window', () => {
	let stage: Stage;
	let newer: string;
	pictureFailures();
	suiteSetup(async () => {
		newer = await packTestExtension('test/e2e/extensions/newerVersion.ts', {
			name: 'flowlu-workbench',
			displayName: 'Flowlu Workbench',
			publisher: 'flowlu-workbench',
			version: '99.0.0',
			activationEvents: ['onStartupFinished'],
			contributes: {
				viewsContainers: { activitybar: [{ id: 'flowlu', title: 'Flowlu', icon: '$(key)' }] },
				views: { flowlu: [{ id: 'flowlu.accounts', name: 'Accounts' }] },
			},
		});
		stage = await setStage({ extensions: [newer] });
	});
	suiteTeardown(async () => {
		await stage.clear();
		rmSync(dirname(newer), { recursive: true });
	});

	async function reopenWith(vsix: string): Promise<void> {
		await stage.close();
		await installExtension({ dataFolder: stage.installation.dataFolder, vsix });
		await stage.restart();
	}

	test('is named in words by this version, beside those that it can read', async () => {
		await stage.window.toast('has stored its session').first().waitFor();
		await reopenWith('dist/flowlu-workbench.vsix');
		const { window, sandbox } = stage;
		await window.showContainer('Flowlu');
		await window.pane('Accounts').getByText('1 session was stored by a newer version').waitFor();
		await addKey(window, { ...sandbox, key: sandbox.apiKeys[0]?.key ?? '', label: 'Main' });
		await window.treeRow('Main').first().waitFor();
		await window.contextMenu('Main', 'Sign Out or Remove');
		await window.dialogButton('Remove');
		await window.treeRow('Main').first().waitFor({ state: 'detached' });
		await window.pane('Accounts').getByText('1 session was stored by a newer version').waitFor();
	});

	test('is as it was for the newer version', async () => {
		await reopenWith(newer);
		await stage.window.toast('finds its session as it was').first().waitFor();
	});
});
