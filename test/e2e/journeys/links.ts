import { test } from 'mocha';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { addFirstKey } from '../driver/flows';
import type { Stage } from '../driver/stage';

/** As the browser hands them on. VS Code asks before an extension gets one. */
async function follow({ window }: Stage, link: string): Promise<void> {
	await window.palette('Developer: Open URL');
	await window.answerInput('URL to open', `code-oss://flowlu-workbench.flowlu-workbench${link}`);
	await window.dialogButton('Open');
}

/** A link that is the first of Flowlu in a window: nothing else may start the extension, such as another one that asks for a session. */
export function firstLink(stageOf: () => Stage): void {
	test('a link starts the extension in a window in which nothing of Flowlu was opened', async () => {
		const stage = stageOf();
		// The container that is shown at the end is shown again after a restart.
		await stage.window.showContainer('Explorer');
		await stage.restart();
		await follow(stage, '/add-key?account=acme');
		await stage.window.inputBox('acme').waitFor();
		assert.equal(await stage.window.inputType(), 'password');
	});
}

/** Links into VS Code. */
export function links(stageOf: () => Stage): void {
	test('links open the prompt for a key and a scratchpad, and send nothing', async () => {
		const stage = stageOf();
		const { window, sandbox } = stage;
		await addFirstKey(stage, 'Mine');
		const before = sandbox.requests().length;
		await follow(stage, '/add-key?account=acme');
		await window.inputBox('acme').waitFor();
		assert.equal(await window.inputType(), 'password');
		await window.dismissInput();

		await follow(stage, `/new-scratchpad?account=${new URL(sandbox.origin).host}`);
		await window.codeLens('Send').first().waitFor();
		assert.equal(sandbox.requests().length, before);
	});

	test('links are refused with a key in them, which is shown nowhere, and when they ask for what no link does', async () => {
		const stage = stageOf();
		const { window, sandbox } = stage;
		await addFirstKey(stage, 'Mine');
		const before = sandbox.requests().length;
		// None of those that are searched at the end: VS Code itself remembers the links that it hands on.
		const key = randomBytes(16).toString('hex');
		await follow(stage, `/add-key?account=acme&api_key=${key}`);
		const toast = window.toast('This link carries a key').first();
		await toast.waitFor();
		assert.equal((await toast.textContent())?.includes(key), false);
		await window.closeToasts();

		await window.openFile('1-first-request.flowlu.http');
		await window.codeLens('Send').first().waitFor();
		await follow(stage, '/send?uri=untitled:Untitled-1&offset=0');
		await window.toast('none sends anything').first().waitFor();
		assert.equal(sandbox.requests().length, before);
	});
}
