import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { packTestExtension } from '../support/extensionPackage';
import { leavesNoSecretBehind } from './driver/canary';
import { signIn } from './driver/flows';
import { pictureFailures } from './driver/pictures';
import { setStage, type Stage } from './driver/stage';

suite("VS Code's Accounts menu", () => {
	let stage: Stage;
	let asker: string;
	pictureFailures();
	suiteSetup(async () => {
		asker = await packTestExtension('test/e2e/extensions/asker.ts', {
			name: 'asker',
			displayName: 'Asker',
			publisher: 'test',
			activationEvents: ['onStartupFinished'],
		});
		stage = await setStage({ extensions: [asker] });
	});
	suiteTeardown(async () => {
		await stage.clear();
		rmSync(dirname(asker), { recursive: true });
	});

	test('signs in with login and password for an extension that asks', async () => {
		const { window, sandbox } = stage;
		const [administrator] = sandbox.users;
		assert.ok(administrator);
		await window.viewContainer('Accounts').locator('.badge-content').filter({ hasText: '1' }).waitFor();
		await window.accountsMenuItem('Sign in with Flowlu to use Asker');
		await window.answerInput('Name or address', sandbox.origin);
		await signIn(window, { ...administrator, tokenUrl: sandbox.tokenUrl });
		await window.toast(`Asker acts as ${administrator.username}`).first().waitFor();
		await window.showContainer('Flowlu');
		await window.treeRow(administrator.username).first().waitFor();
	});

	test('signs out, after which the tree has no session and the extension none either', async () => {
		const { window, sandbox } = stage;
		const [administrator] = sandbox.users;
		await window.showContainer('Flowlu');
		await window.closeToasts();
		await window.accountsMenuItem(administrator?.username ?? '', 'Sign Out');
		await window.dialogButton('Sign Out');
		await window.welcomeButton('Add API Key').first().waitFor();
		await window.toast('Asker acts as nobody').first().waitFor();
	});

	leavesNoSecretBehind(() => stage);
});
