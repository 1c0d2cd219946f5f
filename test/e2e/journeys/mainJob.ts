import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import assert from 'node:assert/strict';
import { leavesNoSecretBehind } from './driver/canary';
import { signIn } from './driver/flows';
import { pictureFailures } from './driver/pictures';
import { setStage, type Stage } from './driver/stage';

suite('the main job, in a window', () => {
	let stage: Stage;
	pictureFailures();
	suiteSetup(async () => {
		// As it is for a newcomer.
		stage = await setStage({ settings: { 'flowlu.requestsPerSecond': undefined } });
	});
	suiteTeardown(() => stage.clear());

	test('the extension has a view container of its own, which activates it', async () => {
		const { window } = stage;
		await window.showContainer('Flowlu');
		await window.pane('Accounts').first().waitFor();
		await window.palette('Developer: Show Running Extensions');
		// High enough for all of them: those that took longest come first.
		await window.page.setViewportSize({ width: 1280, height: 3000 });
		await window.page.locator('.runtime-extensions-editor .name').filter({ hasText: 'Flowlu Workbench' }).waitFor();
		await window.page.setViewportSize({ width: 1280, height: 800 });
	});

	test('a key is added by typing, and is masked while it is typed', async () => {
		const { window, sandbox } = stage;
		await window.showContainer('Flowlu');
		await window.welcomeButton('Add API Key').first().click();
		await window.answerInput('Name or address', sandbox.origin);
		await window.inputBox('(2/3)').waitFor();
		assert.equal(await window.inputType(), 'password');
		await window.answerInput('(2/3)', sandbox.apiKeys[0]?.key ?? '');
		await window.inputBox('(3/3)').waitFor();
		await window.page.keyboard.press('Enter');
		await window
			.treeRow(`…${(sandbox.apiKeys[0]?.key ?? '').slice(-4)}`)
			.first()
			.waitFor();
	});

	test('the lens sends, and the answer opens beside the scratchpad', async () => {
		const { window } = stage;
		await window.openFile('1-first-request.flowlu.http');
		await window.codeLens('Send').first().click();
		await window.tab('core_user_list.json').first().waitFor();
		await window.editorLine('"items": [').first().waitFor();
		await window.codeLens('200').first().waitFor();
	});

	test('the title bar of an answer shows its headers, and sends again', async () => {
		const { window, sandbox } = stage;
		const sent = sandbox.requests().length;
		await window.tab('core_user_list.json').first().click();
		await window.editorAction('core_user_list.json', 'Show Headers');
		await window.editorLine('200 OK').first().waitFor();
		await window.editorAction('core_user_list.headers.txt', 'Send Again');
		await window.tab('core_user_list.json').and(window.page.locator('.active')).waitFor();
		assert.deepEqual(
			sandbox
				.requests()
				.slice(sent)
				.map(({ method, url }) => `${method} ${new URL(url, sandbox.origin).pathname}`),
			['GET /api/v1/module/core/user/list'],
		);
	});

	test('login and password sign in', async () => {
		const { window, sandbox } = stage;
		const [administrator] = sandbox.users;
		assert.ok(administrator);
		await window.palette('Flowlu: Sign In with Login and Password');
		await window.quickPick(new URL(sandbox.origin).host);
		await signIn(window, { ...administrator, tokenUrl: sandbox.tokenUrl });
		await window.treeRow(administrator.username).first().waitFor();
	});

	test('sessions outlive a reload and a restart', async () => {
		await stage.window.reload();
		await stage.window.codeLens('API key').first().waitFor();
		await stage.restart();
		await stage.window.openFile('1-first-request.flowlu.http');
		await stage.window.codeLens('API key').first().waitFor();
	});

	test('a session is removed after a question', async () => {
		const { window } = stage;
		await window.palette('Flowlu: Sign Out or Remove');
		await window.quickPick('API key');
		await window.dialogButton('Remove');
		await window.codeLens('· API key').first().waitFor({ state: 'detached' });
	});

	leavesNoSecretBehind(() => stage);
});
