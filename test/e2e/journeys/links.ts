import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { leavesNoSecretBehind } from './driver/canary';
import { addKey } from './driver/flows';
import { pictureFailures } from './driver/pictures';
import { setStage, type Stage } from './driver/stage';

suite('links into VS Code', () => {
	let stage: Stage;
	pictureFailures();
	suiteSetup(async () => {
		stage = await setStage();
		const { window, sandbox } = stage;
		await addKey(window, { ...sandbox, key: sandbox.apiKeys[0]?.key ?? '', label: 'Mine' });
	});
	suiteTeardown(() => stage.clear());

	/** As the browser hands them on. VS Code asks before an extension gets one. */
	async function follow(link: string): Promise<void> {
		const { window } = stage;
		await window.palette('Developer: Open URL');
		await window.answerInput('URL to open', `code-oss://flowlu-workbench.flowlu-workbench${link}`);
		await window.dialogButton('Open');
	}

	test('open the prompt for a key of the account', async () => {
		const { window } = stage;
		await follow('/add-key?account=acme');
		await window.inputBox('acme').waitFor();
		assert.equal(await window.inputType(), 'password');
		await window.dismissInput();
	});

	test('open a scratchpad, and send nothing', async () => {
		const { window, sandbox } = stage;
		const before = sandbox.requests().length;
		await follow(`/new-scratchpad?account=${new URL(sandbox.origin).host}`);
		await window.codeLens('Send').first().waitFor();
		assert.equal(sandbox.requests().length, before);
	});

	test('are refused with a key in them, which is shown nowhere', async () => {
		const { window } = stage;
		// None of those that are searched at the end: VS Code itself remembers the links that it hands on.
		const key = randomBytes(16).toString('hex');
		await follow(`/add-key?account=acme&api_key=${key}`);
		const toast = window.toast('This link carries a key').first();
		await toast.waitFor();
		assert.equal((await toast.textContent())?.includes(key), false);
		await window.closeToasts();
	});

	test('are refused when they ask for what no link does', async () => {
		const { window, sandbox } = stage;
		const before = sandbox.requests().length;
		await follow('/send?uri=untitled:Untitled-1&offset=0');
		await window.toast('none sends anything').first().waitFor();
		assert.equal(sandbox.requests().length, before);
		await window.closeToasts();
	});

	leavesNoSecretBehind(() => stage);
});
