import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { leavesNoSecretBehind } from './driver/canary';
import { addKey } from './driver/flows';
import { pictureFailures } from './driver/pictures';
import { setStage, type Stage } from './driver/stage';

const file = 'delete.flowlu.http';

suite('writing to a production account', () => {
	let stage: Stage;
	pictureFailures();
	suiteSetup(async () => {
		stage = await setStage({
			prepare: workspace => {
				writeFileSync(join(workspace, file), 'GET crm/account/delete/999999\n');
			},
		});
	});
	suiteTeardown(() => stage.clear());

	/** The deletions that reached the sandbox so far. */
	function deletions(): number {
		return stage.sandbox.requests().filter(({ url }) => url.includes('/crm/account/delete/')).length;
	}

	/** Fails by the suite's timeout. */
	async function deletionsReach(count: number): Promise<void> {
		while (deletions() < count) {
			await stage.window.codeLens('Error 20').first().waitFor();
		}
		assert.equal(deletions(), count);
	}

	/** Chooses a button of the open dialog by its whole text. */
	async function choose(button: RegExp): Promise<void> {
		const { page } = stage.window;
		await page.locator('.monaco-dialog-box .monaco-button').filter({ hasText: button }).click();
		await page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
	}

	test('the sandbox is a test account, and is written to without a question', async () => {
		const { window, sandbox } = stage;
		const { host } = new URL(sandbox.origin);
		await window.showContainer('Flowlu');
		await addKey(window, { ...sandbox, key: sandbox.apiKeys[0]?.key ?? '', label: 'Mine' });
		await window.treeRow(host).filter({ hasText: 'test' }).first().waitFor();
		await window.openFile(file);
		await window.codeLens(`writes to ${host} (test)`).first().waitFor();
		await window.codeLens('Send').first().click();
		await window.codeLens('Error 20').first().waitFor();
		assert.equal(deletions(), 1);
	});

	test('an account that is marked as production shows it in the tree and over the request', async () => {
		const { window, sandbox } = stage;
		const { host } = new URL(sandbox.origin);
		await window.contextMenu(host, 'Mark as Production Account');
		await window.treeRow(host).filter({ hasText: 'production' }).first().waitFor();
		await window.codeLens(`writes to ${host} (production)`).first().waitFor();
	});

	test('what writes has a frame around its first word, which covers no letter', async () => {
		const { page, editorLine } = stage.window;
		const frame = await page.locator('.view-overlays [class*="ced-"]').first().boundingBox();
		const word = await editorLine('GET crm/account').getByText('GET', { exact: true }).first().boundingBox();
		assert.ok(frame && word);
		assert.deepEqual([frame.x, frame.width].map(Math.round), [word.x, word.width].map(Math.round));
	});

	test('a delete by GET is asked about, and nothing is sent when that is dismissed', async () => {
		const { window, sandbox } = stage;
		await window.codeLens('Send').first().click();
		const question = window.dialog(`Delete crm/account 999999 in ${new URL(sandbox.origin).host}?`);
		await question.filter({ hasText: 'GET ' }).filter({ hasText: 'Key: Mine' }).waitFor();
		await choose(/^Cancel$/u);
		await window.page.keyboard.press('Control+Enter');
		await question.waitFor();
		await window.page.keyboard.press('Escape');
		await question.waitFor({ state: 'detached' });
		assert.equal(deletions(), 1);
	});

	test('is sent when the user agrees, and no more asked about when they say so', async () => {
		const { window } = stage;
		for (const button of [/^Send$/u, /^Send, and Don't Ask Again in This Window$/u]) {
			const before = deletions();
			await window.codeLens('Send').first().click();
			await choose(button);
			await deletionsReach(before + 1);
		}
		const before = deletions();
		await window.codeLens('Send').first().click();
		await deletionsReach(before + 1);
		assert.equal(await window.dialog('Delete').count(), 0);
	});

	test('the mark outlives the window, the answer to the question does not', async () => {
		await stage.restart();
		const { window, sandbox } = stage;
		await window.openFile(file);
		const lens = window.codeLens(`writes to ${new URL(sandbox.origin).host} (production)`).first();
		await lens.waitFor();
		await window.codeLens('Send').first().click();
		await window.dialog('Delete crm/account 999999').waitFor();
		await choose(/^Cancel$/u);
	});

	leavesNoSecretBehind(() => stage);
});
