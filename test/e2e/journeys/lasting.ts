import { test } from 'mocha';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { until } from '../../support/until';
import { addFirstKey, signIn } from '../driver/flows';
import type { Stage } from '../driver/stage';

const file = 'lasting.flowlu.http';
const request = 'GET crm/account/delete/999998?reason={{reason}}';
const list = 'GET crm/account/list';
const environments = { dev: { reason: 'tidy' }, live: { reason: 'none' } };

/** What is there again the next day. */
export function lasting(stageOf: () => Stage): void {
	/** The account is a production account, the session is chosen, and the environment. */
	async function isAsItWas(host: string): Promise<void> {
		const { window } = stageOf();
		await window.openFile(file);
		await window.statusBarItem('dev').first().waitFor();
		await window.codeLens(`PROD · deletes crm/account 999998 in ${host} · Mine`).first().waitFor();
	}

	/** What the page of a table shows. */
	function page(): FrameLocator {
		return stageOf().window.page.frameLocator('iframe.webview').frameLocator('#active-frame');
	}

	test('sessions, a mark and an environment outlive a reload and a restart, an answer and records do not', async () => {
		const stage = stageOf();
		const { sandbox, installation } = stage;
		const { host } = new URL(sandbox.origin);
		const [administrator] = sandbox.users;
		assert.ok(administrator);
		writeFileSync(join(installation.workspace, file), `${request}\n\n###\n${list}\n`);
		writeFileSync(join(installation.workspace, 'http-client.env.json'), JSON.stringify(environments));
		await addFirstKey(stage, 'Mine');
		await stage.window.palette('Flowlu: Sign In with Login and Password');
		await stage.window.quickPick(host);
		await signIn(stage.window, { ...administrator, tokenUrl: sandbox.tokenUrl });
		await stage.window.treeRow(administrator.username).first().waitFor();
		await stage.window.contextMenu(host, 'Mark as Production Account', stage.window.treeRow('production').first());
		await stage.window.openFile(file);
		await stage.window.statusBarItem('No environment').first().click();
		await stage.window.quickPick('dev');
		await isAsItWas(host);
		await stage.window.send(0, stage.window.dialog('Delete crm/account 999998'));
		await stage.window.dialogButton(/^Send, and Don.t Ask Again/u);
		await stage.window.codeLens('Error 20').first().waitFor();
		await stage.window.send(1, stage.window.codeLens('Table').first());
		await stage.window.clickLens('Table', 0, stage.window.tab('crm/account'));
		await page().locator('.slick-cell', { hasText: '1' }).first().waitFor();

		// Unlike the browser's, VS Code's own way waits until its editors are noted.
		const loaded = stage.window.page.waitForEvent('load');
		await stage.window.palette('Developer: Reload Window');
		await loaded;
		await page().getByText('Send the request again').waitFor();
		await isAsItWas(host);
		const sent = sandbox.requests().length;
		await stage.window.send(0, stage.window.dialog('Delete crm/account 999998'));
		await stage.window.page.keyboard.press('Escape');
		assert.equal(sandbox.requests().length, sent);
		// What the table asked for: it has its records again.
		await stage.window.send(1, stage.window.codeLens('Table').first());
		await stage.window.tab('crm/account').first().click();
		await page().locator('.slick-cell', { hasText: '1' }).first().waitFor();

		await stage.restart();
		const { window } = stage;
		await isAsItWas(host);
		await window.showContainer('Flowlu');
		await window.treeRow(administrator.username).first().waitFor();

		await window.palette('Flowlu: Remove Key or Sign Out');
		await window.quickPick('Mine');
		await window.dialogButton('Remove');
		await until(async () => (await window.treeRow('Mine').count()) === 0);
		// For the tests that follow.
		await window.statusBarItem('dev').first().click();
		await window.quickPick('No environment');
		await window.statusBarItem('No environment').first().waitFor();
	});
}
