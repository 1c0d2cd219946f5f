import { test } from 'mocha';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../support/until';
import { addFirstKey } from '../driver/flows';
import type { Stage } from '../driver/stage';
import { untilShown } from '../driver/untilShown';

const file = 'aids.flowlu.http';
const text = `@size = 20
@token = never-shown-4711

### Open opportunities
GET crm/lead/list?limit={{size}}&x={{token}}

### A new contact
POST crm/account/create

name={{sise}}
`;

/** What helps while a scratchpad is written. */
export function editingAids(stageOf: () => Stage): void {
	async function open(): Promise<Stage['window']> {
		const stage = stageOf();
		writeFileSync(join(stage.installation.workspace, file), text);
		await addFirstKey(stage, 'Everything');
		await stage.window.openFile(file);
		// VS Code shows it where an earlier test left it, and a key that comes before the editor has the focus is lost.
		await untilShown(stage.window.codeLens('Send').first(), () => stage.window.page.keyboard.press('Control+Home'));
		return stage.window;
	}

	test('an endpoint, its parameters and a variable are completed while they are typed', async () => {
		const { page, editorLine, typeInEditor } = await open();
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

	test('what is accepted leaves nothing behind that the editor closed, and comes in an order that is safe', async () => {
		const { page, editorText, typeInEditor } = await open();
		const rows = page.locator('.suggest-widget.visible .monaco-list-row');
		const focused = page.locator('.suggest-widget.visible .monaco-list-row.focused');
		const lastLine = async () => (await editorText(file)).trimEnd().split('\n').at(-1) ?? '';
		await typeInEditor(file, '\n###\nGET ');
		await page.keyboard.type('crm/');
		await rows.filter({ hasText: 'CRM accounts' }).first().waitFor();
		assert.match((await rows.first().textContent()) ?? '', /crm\/account\/list/u);
		await page.keyboard.type('lead/list?fil');
		await rows.filter({ hasText: 'filter[active]' }).first().waitFor();
		// With no pause, so that the list is the one from before the bracket.
		await page.keyboard.type('ter[act');
		await focused.filter({ hasText: 'filter[active]' }).waitFor();
		await page.keyboard.press('Enter');
		await until(async () => (await lastLine()) === 'GET crm/lead/list?filter[active]=');
		await typeInEditor(file, '\n###\nGET ');
		await page.keyboard.type('opportun');
		await focused.filter({ hasText: 'crm/lead/list' }).waitFor();
		await page.keyboard.press('Enter');
		await until(async () => (await lastLine()) === 'GET crm/lead/list');
		await typeInEditor(file, '\n###\nGET ');
		await page.keyboard.type('crm/lead/lis');
		await focused.filter({ hasText: 'crm/lead/list' }).waitFor();
		await page.keyboard.type('t');
		await rows.first().waitFor({ state: 'detached' });
		await page.keyboard.press('Enter');
		await page.keyboard.type('?limit=1');
		await until(async () => (await editorText(file)).trimEnd().endsWith('GET crm/lead/list\n?limit=1'));
	});

	test('a request is written from what it is about and what it does, apart from those around it', async () => {
		const { page, palette, quickPickRow, editorLine, editorText } = await open();
		await editorLine('GET crm/lead/list').first().click();
		await palette('Flowlu: New Request');
		await quickPickRow('crm/lead_product').first().waitFor();
		await page.keyboard.type('crm/pipeline');
		await page.keyboard.press('Enter');
		await quickPickRow('GET crm/pipeline/get').first().waitFor();
		await page.keyboard.type('get/');
		await page.keyboard.press('Enter');
		await editorLine('GET crm/pipeline/get/id').first().waitFor();
		await page.keyboard.type('7');
		await until(async () =>
			/x=\{\{token\}\}\n\n### .*: get\n# Optional: .*\nGET crm\/pipeline\/get\/7\n\n### A new/u.test(
				await editorText(file),
			),
		);
	});

	test('the whole address is shown over a request, and no secret', async () => {
		const { page, editorLine } = await open();
		await editorLine('Open opportunities').first().click();
		await editorLine('GET crm/lead/list').getByText('crm/lead/list').first().hover();
		const hover = page.locator('.monaco-hover:visible').filter({ hasText: '/api/v1/module/crm/lead/list' });
		await hover.first().waitFor();
		const shown = (await hover.first().textContent()) ?? '';
		assert.match(shown, /limit=20/u);
		assert.ok(!shown.includes('never-shown'), shown);
	});

	test('a misspelt variable is mended', async () => {
		const { page, editorLine, squiggles, quickFix } = await open();
		await squiggles('error').first().waitFor();
		await editorLine('name={{sise}}').first().getByText('sise').click();
		await quickFix('Change to size');
		await page.keyboard.press('Enter');
		await editorLine('name={{size}}').first().waitFor();
	});

	test('the outline lists the requests', async () => {
		const { page, showContainer } = await open();
		await showContainer('Explorer');
		await page.getByRole('button', { name: 'Outline Section' }).first().click();
		await page.locator('.outline-tree').getByText('Open opportunities').first().waitFor();
	});
}
