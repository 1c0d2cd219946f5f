import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addKey } from './driver/flows';
import { pictureFailures } from './driver/pictures';
import { setStage, type Stage } from './driver/stage';

const file = 'aids.flowlu.http';
const text = `@size = 20
@token = never-shown-4711

### Open opportunities
GET crm/lead/list?limit={{size}}&x={{token}}

### A new contact
POST crm/account/create

name={{sise}}
`;

suite('editing aids', () => {
	let stage: Stage;
	pictureFailures();
	suiteSetup(async () => {
		stage = await setStage({
			prepare: workspace => {
				writeFileSync(join(workspace, file), text);
			},
		});
		const { window, sandbox } = stage;
		await addKey(window, { ...sandbox, key: sandbox.apiKeys[0]?.key ?? '', label: 'Everything' });
		await window.openFile(file);
		await window.codeLens('Send').first().waitFor();
	});
	suiteTeardown(() => stage.clear());

	test('complete an endpoint, its parameters and a header while they are typed', async () => {
		const { page, editorLine, typeInEditor } = stage.window;
		const offer = (text: string) =>
			page.locator('.suggest-widget.visible .monaco-list-row.focused').filter({ hasText: text }).first();
		await typeInEditor(file, '\n###\n');
		await page.keyboard.type('crm/acco');
		await offer('crm/account').waitFor();
		await page.keyboard.type('unt/li');
		await offer('crm/account/list').waitFor();
		await page.keyboard.press('Enter');
		await editorLine('GET crm/account/list').first().waitFor();
		await page.keyboard.type('?lim');
		await offer('limit').waitFor();
		await page.keyboard.press('Enter');
		await page.keyboard.type('{{si');
		await offer('size').waitFor();
		await page.keyboard.press('Enter');
		await editorLine('GET crm/account/list?limit={{size}}').first().waitFor();
	});

	test('show the whole address over a request, and no secret', async () => {
		const { page, editorLine } = stage.window;
		await editorLine('Open opportunities').first().click();
		await editorLine('GET crm/lead/list').getByText('crm/lead/list').first().hover();
		const hover = page.locator('.monaco-hover:visible').filter({ hasText: '/api/v1/module/crm/lead/list' });
		await hover.first().waitFor();
		const shown = (await hover.first().textContent()) ?? '';
		assert.match(shown, /limit=20/u);
		assert.ok(!shown.includes('never-shown'), shown);
	});

	test('mend a misspelt variable', async () => {
		const { page, editorLine, squiggles } = stage.window;
		await squiggles('error').first().waitFor();
		await editorLine('name={{sise}}').first().getByText('sise').click();
		await page.keyboard.press('Control+.');
		await page.locator('.action-widget').getByText('Change to size').first().waitFor();
		await page.keyboard.press('Enter');
		await editorLine('name={{size}}').first().waitFor();
	});

	test('list the requests in the outline', async () => {
		const { page } = stage.window;
		await page.getByRole('button', { name: 'Outline Section' }).first().click();
		await page.locator('.outline-tree').getByText('Open opportunities').first().waitFor();
	});
});
