import { test } from 'mocha';
import assert from 'node:assert/strict';
import type { TestExtension } from '../../support/extensionPackage';
import { signIn } from '../driver/flows';
import type { Stage } from '../driver/stage';

/** Wants a session as soon as VS Code has started. */
export const asker: TestExtension = {
	entryPoint: 'test/e2e/extensions/asker.ts',
	manifest: {
		name: 'asker',
		displayName: 'Asker',
		publisher: 'test',
		activationEvents: ['onStartupFinished'],
	},
};

/** VS Code's Accounts menu. */
export function accountsMenu(stageOf: () => Stage): void {
	test('an extension that asks gets a sign-in through the Accounts menu, until that signs out', async () => {
		const { window, sandbox } = stageOf();
		const [administrator] = sandbox.users;
		assert.ok(administrator);
		// It asks once it starts.
		await window.reload();
		await window.viewContainer('Accounts').locator('.badge-content').filter({ hasText: '1' }).waitFor();
		await window.accountsMenuItem('Sign in with Flowlu to use Asker');
		await window.answerInput('Name or address', sandbox.origin);
		await signIn(window, { ...administrator, tokenUrl: sandbox.tokenUrl });
		await window.toast(`Asker acts as ${administrator.username}`).first().waitFor();
		await window.showContainer('Flowlu');
		await window.treeRow(administrator.username).first().waitFor();

		await window.closeToasts();
		await window.accountsMenuItem(administrator.username, 'Sign Out');
		await window.dialogButton('Sign Out');
		await window.welcomeButton('Add API Key').first().waitFor();
		await window.toast('Asker acts as nobody').first().waitFor();
	});
}
