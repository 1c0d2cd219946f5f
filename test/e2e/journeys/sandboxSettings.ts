import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { leavesNoSecretBehind } from './driver/canary';
import { addKey } from './driver/flows';
import { pictureFailures } from './driver/pictures';
import { setStage, type Stage } from './driver/stage';
import type { Window } from './driver/window';

const file = 'reports.flowlu.http';
const scratchpad = `# @key Reports
GET crm/lead/list?limit=1

###
# @key Reports
POST crm/lead/create

name=Website
`;

/** A page behind another one is not drawn, and VS Code fills in lenses only where it draws. */
async function toFront({ page }: Window): Promise<void> {
	await page.bringToFront();
}

suite("a key of the sandbox's settings page", () => {
	let stage: Stage;
	let page: Page;
	pictureFailures();
	suiteSetup(async () => {
		stage = await setStage({
			prepare: workspace => {
				writeFileSync(join(workspace, file), scratchpad);
			},
		});
		await addKey(stage.window, { ...stage.sandbox, key: stage.sandbox.apiKeys[0]?.key ?? '', label: 'Everything' });
	});
	suiteTeardown(() => stage.clear());

	test('is made on the page that the account’s menu opens, and given permissions', async () => {
		const { window, sandbox } = stage;
		await window.showContainer('Flowlu');
		const opened = window.page.context().waitForEvent('page');
		await window.contextMenu(new URL(sandbox.origin).host, "Open the Account's API Settings");
		page = await opened;
		await page.getByLabel('Name', { exact: true }).fill('Reports');
		await page.getByLabel('Only what is chosen here').check();
		await page.locator('summary').filter({ hasText: 'Users' }).click();
		await page.getByLabel('Users: list', { exact: true }).check();
		await page.locator('summary').filter({ hasText: 'CRM' }).click();
		await page.getByLabel('Opportunities (leads): list', { exact: true }).check();
		await page.getByRole('button', { name: 'Create key' }).click();
		const key = await page.getByLabel('New API key').inputValue();
		stage.secrets.add(key);
		assert.deepEqual(sandbox.apiKeys.find(made => made.key === key)?.permissions, ['crm/lead/list', 'core/user/list']);
		await toFront(window);
		await addKey(window, { ...sandbox, key, label: 'Reports' });
		await window.treeRow('Reports').first().waitFor();
	});

	test('may do what it was given', async () => {
		const { window } = stage;
		await window.openFile(file);
		await window.codeLens('Send').first().click();
		await window.tab('crm_lead_list.json').first().waitFor();
		await window.editorLine('"items": [').first().waitFor();
	});

	test('may do nothing else, and the answer says so in words', async () => {
		const { window } = stage;
		await window.codeLens('Send').nth(1).click();
		await window.tab('crm_lead_create.json').first().waitFor();
		await window.codeLens('Error 22').first().waitFor();
		await window.codeLens('Flowlu error 22').first().click();
		await window.toast('give it the permission in the API settings of the portal').first().waitFor();
		await window.closeToasts();
	});

	test('is checked, and the tree shows at once what it may read', async () => {
		const { window } = stage;
		await window.contextMenu('Reports', 'Check Permissions');
		await window.treeRow('2 readable').first().waitFor();
	});

	test('is dead as soon as it is deleted there, and the tree says so', async () => {
		const { window, sandbox } = stage;
		await page.getByRole('link', { name: 'Delete Reports' }).click();
		await page.getByRole('button', { name: 'Delete key' }).click();
		await page.getByRole('link', { name: 'Delete Reports' }).waitFor({ state: 'detached' });
		assert.deepEqual(
			sandbox.apiKeys.map(({ name }) => name),
			['Workbench', 'CRM only (read)'],
		);
		await toFront(window);
		await window.codeLens('Send').first().click();
		await window.codeLens('Error 11').first().waitFor();
		await window.codeLens('Flowlu error 11').first().waitFor();
		await window.editorLine('api key not found').first().waitFor();
		await window.treeRow('refused').filter({ hasText: 'Reports' }).waitFor();
		await window.viewContainer('Flowlu').locator('.badge-content').filter({ hasText: '1' }).waitFor();
		await page.close();
	});

	leavesNoSecretBehind(() => stage);
});
