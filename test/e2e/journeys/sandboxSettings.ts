import { test } from 'mocha';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { until } from '../../support/until';
import { addFirstKey, addKey } from '../driver/flows';
import type { Stage } from '../driver/stage';

const file = 'reports.flowlu.http';
const scratchpad = `# @key Reports
GET crm/lead/list?limit=1

###
# @key Reports
POST crm/lead/create

name=Website
`;

/** A key of the sandbox's settings page. */
export function sandboxSettings(stageOf: () => Stage): void {
	test('a key is made on the settings page, does what it may and no more, and is deleted there', async () => {
		const stage = stageOf();
		const { window, sandbox } = stage;
		writeFileSync(join(stage.installation.workspace, file), scratchpad);
		await addFirstKey(stage, 'Everything');
		await window.showContainer('Flowlu');
		const opened = () => window.page.context().pages().at(1);
		await window.contextMenu(new URL(sandbox.origin).host, 'Open API Settings', {
			waitFor: ({ timeout }) => until(() => opened() !== undefined, timeout / 1000),
		});
		const page = opened();
		assert.ok(page);
		try {
			const key = await createKey(page);
			stage.secrets.add(key);
			assert.deepEqual(sandbox.apiKeys.find(made => made.key === key)?.permissions, [
				'crm/lead/list',
				'core/user/list',
			]);
			// A page behind another one is not drawn, and VS Code fills in lenses only where it draws.
			await window.page.bringToFront();
			await addKey(window, { ...sandbox, key, label: 'Reports' });
			await window.treeRow('Reports').first().waitFor();
			await useKey(stage);

			await page.getByRole('link', { name: 'Delete Reports' }).click();
			await page.getByRole('button', { name: 'Delete key' }).click();
			await page.getByRole('link', { name: 'Delete Reports' }).waitFor({ state: 'detached' });
			assert.deepEqual(
				sandbox.apiKeys.map(({ name }) => name),
				['Workbench', 'CRM only (read)'],
			);
			await window.page.bringToFront();
			await window.send(0, window.codeLens('Error 11').first());
			await window.codeLens('Flowlu error 11').first().waitFor();
			await window.editorLine('api key not found').first().waitFor();
			await window.treeRow('refused').filter({ hasText: 'Reports' }).waitFor();
			await window.viewContainer('Flowlu').locator('.badge-content').filter({ hasText: '1' }).waitFor();
		} finally {
			await page.close();
		}
	});
}

/** One that may list users and opportunities. */
async function createKey(page: Page): Promise<string> {
	await page.getByLabel('Name', { exact: true }).fill('Reports');
	await page.getByLabel('Only what is chosen here').check();
	await page.locator('summary').filter({ hasText: 'Users' }).click();
	await page.getByLabel('Users: list', { exact: true }).check();
	await page.locator('summary').filter({ hasText: 'CRM' }).click();
	await page.getByLabel('Opportunities (leads): list', { exact: true }).check();
	await page.getByRole('button', { name: 'Create key' }).click();
	return page.getByLabel('New API key').inputValue();
}

/** It lists opportunities; it may not create one, which is said in words; and the tree shows what it may read. */
async function useKey({ window }: Stage): Promise<void> {
	await window.openFile(file);
	await window.send(0, window.tab('crm_lead_list.json').first());
	await window.editorLine('"items": [').first().waitFor();

	await window.send(1, window.tab('crm_lead_create.json').first());
	await window.codeLens('Error 22').first().waitFor();
	await window.clickLens('Flowlu error 22', 0, window.toast('Grant it in the API settings of the portal').first());
	await window.closeToasts();

	await window.contextMenu('Reports', 'Check Permissions', window.treeRow('2 readable').first());
}
