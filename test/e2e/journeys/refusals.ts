import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { leavesNoSecretBehind } from './driver/canary';
import { addKey, signIn } from './driver/flows';
import { pictureFailures } from './driver/pictures';
import { setStage, type Stage } from './driver/stage';

const file = 'three.flowlu.http';
const scratchpad = ['core/user', 'crm/lead', 'crm/account']
	.map(entity => `GET ${entity}/list?limit=1\n`)
	.join('\n###\n');

suite('a session that is refused in use, in a window', () => {
	let stage: Stage;
	let host: string;
	pictureFailures();
	suiteSetup(async () => {
		stage = await setStage({
			prepare: workspace => {
				writeFileSync(join(workspace, file), scratchpad);
			},
		});
		host = new URL(stage.sandbox.origin).host;
		await stage.window.showContainer('Flowlu');
	});
	suiteTeardown(() => stage.clear());

	/** All three at once: none of them has an answer when the last is sent. */
	async function sendAll(): Promise<void> {
		const { window, sandbox } = stage;
		await window.openFile(file);
		await window.codeLens('Send').nth(2).waitFor();
		await window.editorLine('core/user/list').first().click();
		sandbox.setDelay(4000);
		await window.page.keyboard.press('Control+Home');
		for (const number of [0, 1, 2]) {
			await window.page.keyboard.press('Control+Enter');
			await window.codeLens('Cancel').nth(number).waitFor();
			for (let line = 0; line < 3; line++) {
				await window.page.keyboard.press('ArrowDown');
			}
		}
		sandbox.setDelay(0);
	}

	function pathsSince(count: number): readonly string[] {
		const { sandbox } = stage;
		return sandbox
			.requests()
			.slice(count)
			.map(({ url }) => new URL(url, sandbox.origin).pathname);
	}

	test('asks once for a key, however many requests were refused', async () => {
		const { window, sandbox } = stage;
		const { key } = sandbox.createApiKey('Short-lived');
		stage.secrets.add(key);
		await addKey(window, { ...sandbox, key, label: 'Main' });
		sandbox.deleteApiKey(key);
		await sendAll();
		await window.codeLens('Error 11').nth(2).waitFor();
		await window.treeRow('refused').filter({ hasText: 'Main' }).waitFor();
		assert.equal(await window.toast('refuses the key “Main”').count(), 1);
	});

	test('lets the key be replaced, and sends nothing by itself', async () => {
		const { window, sandbox } = stage;
		const sent = sandbox.requests().length;
		await window.toastButton('refuses the key', 'Replace Key');
		await window.answerInput('New API key of', sandbox.apiKeys[0]?.key ?? '');
		await window.quickPick('Replace');
		await window.toast('refused GET core/user/list before. It can be sent again').first().waitFor();
		assert.deepEqual(
			pathsSince(sent).filter(path => !path.startsWith('/api/v1/module/core/user')),
			[],
		);
	});

	test('sends the request again when it is told to, with the new key', async () => {
		const { window, sandbox } = stage;
		const sent = sandbox.requests().length;
		await window.toastButton('can be sent again', 'Send Again');
		await window.codeLens('200 ·').first().waitFor();
		assert.deepEqual(pathsSince(sent), ['/api/v1/module/core/user/list']);
		await window.closeToasts();
	});

	test('the same for a sign-in whose token was revoked', async () => {
		const { window, sandbox } = stage;
		const [administrator] = sandbox.users;
		assert.ok(administrator);
		await window.palette('Flowlu: Sign In with Login and Password');
		await window.quickPick(host);
		await signIn(window, { ...administrator, tokenUrl: sandbox.tokenUrl });
		await window.statusBarItem(`“${administrator.username}” is saved`).first().waitFor();
		// By name and not by a click in the tree: while that is drawn anew, VS Code does not know the row.
		await window.palette('Flowlu: Use This Key');
		await window.quickPick(administrator.username);
		await window.codeLens(administrator.username).first().waitFor();
		sandbox.revokeTokens();
		await sendAll();
		await window.codeLens('Error').nth(2).waitFor();
		await window.treeRow('refused').filter({ hasText: administrator.username }).waitFor();
		assert.equal(await window.toast('refuses the sign-in').count(), 1);
		await window.toastButton('refuses the sign-in', 'Sign In Again');
		await signIn(window, { ...administrator, tokenUrl: sandbox.tokenUrl });
		const sent = sandbox.requests().length;
		await window.toastButton('can be sent again', 'Send Again');
		await window.codeLens('200 ·').first().waitFor();
		assert.deepEqual(pathsSince(sent), ['/api/v1/module/core/user/list']);
	});

	leavesNoSecretBehind(() => stage);
});
