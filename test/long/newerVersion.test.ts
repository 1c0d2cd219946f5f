import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { installExtensions } from '../host/server.mjs';
import { packTestExtension, type TestExtension } from '../support/extensionPackage';
import { addFirstKey } from '../e2e/driver/flows';
import { pictureFailures } from '../e2e/driver/pictures';
import { setStage, type Stage } from '../e2e/driver/stage';

const newerVersion: TestExtension = {
	entryPoint: 'test/e2e/extensions/newerVersion.ts',
	manifest: {
		name: 'flowlu-workbench',
		displayName: 'Flowlu Workbench',
		publisher: 'flowlu-workbench',
		version: '99.0.0',
		activationEvents: ['onStartupFinished'],
		contributes: {
			viewsContainers: { activitybar: [{ id: 'flowlu', title: 'Flowlu', icon: '$(key)' }] },
			views: { flowlu: [{ id: 'flowlu.accounts', name: 'Accounts' }] },
		},
	},
};

suite('a session of a newer version, in a window', () => {
	let stage: Stage;
	let newer: string;
	pictureFailures();
	suiteSetup(async () => {
		newer = await packTestExtension(newerVersion);
		stage = await setStage({ extensions: [newerVersion] });
	});
	suiteTeardown(async () => {
		await stage.clear();
		rmSync(dirname(newer), { recursive: true });
	});

	async function reopenWith(vsix: string): Promise<void> {
		await stage.close();
		await installExtensions(stage.installation.dataFolder, [vsix]);
		await stage.restart();
	}

	test('is named in words by this version, beside those that it can read, and is as it was for the newer one', async () => {
		await stage.window.toast('has stored its session').first().waitFor();
		await reopenWith('dist/flowlu-workbench.vsix');
		const { window } = stage;
		await window.showContainer('Flowlu');
		await window.pane('Accounts').getByText('1 key or sign-in was stored by a newer version').waitFor();
		await addFirstKey(stage, 'Main');
		await window.treeRow('Main').first().waitFor();
		await window.contextMenu('Main', 'Remove Key or Sign Out', window.dialog('“Main”').first());
		await window.dialogButton('Remove');
		await window.treeRow('Main').first().waitFor({ state: 'detached' });
		await window.pane('Accounts').getByText('1 key or sign-in was stored by a newer version').waitFor();

		await reopenWith(newer);
		await stage.window.toast('finds its session as it was').first().waitFor();
	});
});
