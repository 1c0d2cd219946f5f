import { test } from 'mocha';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../support/until';
import { addFirstKey } from '../driver/flows';
import type { Stage } from '../driver/stage';

const file = 'delete.flowlu.http';

/** Writing to a production account. */
export function writeGuard(stageOf: () => Stage): void {
	/** The deletions that reached the sandbox so far. */
	function deletions(): number {
		return stageOf()
			.sandbox.requests()
			.filter(({ url }) => url.includes('/crm/account/delete/')).length;
	}

	/** Sends, and answers the question where one is expected. */
	async function deletes(button?: RegExp): Promise<void> {
		const { window } = stageOf();
		const before = deletions();
		if (button) {
			await window.send(0, window.dialog('Delete'));
			await choose(button);
		} else {
			await window.send(0, { waitFor: ({ timeout }) => until(() => deletions() > before, timeout / 1000) });
		}
		await until(() => deletions() > before);
		await window.codeLens('Error 20').first().waitFor();
		assert.equal(deletions(), before + 1);
	}

	/** Chooses a button of the open dialog by its whole text. */
	async function choose(button: RegExp): Promise<void> {
		const { page } = stageOf().window;
		await page.locator('.monaco-dialog-box .monaco-button').filter({ hasText: button }).click();
		await page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
	}

	test('a test account is written to without a question, a production account after one', async () => {
		const stage = stageOf();
		const { window, sandbox, installation } = stage;
		const { host } = new URL(sandbox.origin);
		writeFileSync(join(installation.workspace, file), 'GET crm/account/delete/999999\n');
		await window.showContainer('Flowlu');
		await addFirstKey(stage, 'Mine');
		await window.treeRow(host).filter({ hasText: 'test' }).first().waitFor();
		await window.openFile(file);
		await window.codeLens(`deletes crm/account 999999 in ${host} (test)`).first().waitFor();
		await deletes();

		await window.contextMenu(host, 'Mark as Production Account', window.treeRow('production').first());
		await window.treeRow(host).filter({ hasText: 'production' }).first().waitFor();
		await window.codeLens(`PROD · deletes crm/account 999999 in ${host}`).first().waitFor();

		// A frame around the first word, which covers no letter.
		const frame = await window.page.locator('.view-overlays [class*="ced-"]').first().boundingBox();
		const word = await window.editorLine('GET crm/account').getByText('GET', { exact: true }).first().boundingBox();
		assert.ok(frame && word);
		assert.deepEqual([frame.x, frame.width].map(Math.round), [word.x, word.width].map(Math.round));

		const question = window.dialog(`Delete crm/account 999999 in ${host}?`);
		await window.send(0, question.filter({ hasText: 'GET ' }).filter({ hasText: 'Key: Mine' }));
		await choose(/^Cancel$/u);
		await window.sendWithKey(question);
		await window.page.keyboard.press('Escape');
		await question.waitFor({ state: 'detached' });
		assert.equal(deletions(), 1);

		await deletes(/^Send$/u);
		await deletes(/^Send, and Don't Ask Again in This Window$/u);
		await deletes();
		assert.equal(await window.dialog('Delete').count(), 0);
	});
}
