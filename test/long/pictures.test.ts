import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { addKey } from '../e2e/driver/flows';
import { pictureFailures } from '../e2e/driver/pictures';
import { setStage, type Stage } from '../e2e/driver/stage';
import { draw } from '../host/window.mjs';

const file = 'opportunities.flowlu.http';
const scratchpad = `### Open opportunities of a customer
GET crm/lead/list
    ?search=Kettle
    &filter[active]=1
    &fields=id,name,budget

### A contact without a name
POST crm/account/create

type=2
email=zoe@example.com
`;

/** A request in which fields are completed. */
const unfinished = `### A new opportunity
POST crm/lead/create

name=Website for the spring fair
`;

/** Nothing in a picture that is not what it shows. */
const settings = {
	'breadcrumbs.enabled': false,
	'editor.folding': false,
	'editor.glyphMargin': false,
	'editor.lineNumbersMinChars': 3,
	'editor.minimap.enabled': false,
	'editor.overviewRulerBorder': false,
	'editor.renderLineHighlight': 'none',
	'editor.scrollbar.horizontal': 'hidden',
	'editor.scrollbar.vertical': 'hidden',
	'window.commandCenter': false,
	'workbench.layoutControl.enabled': false,
};

/** Where README has its pictures. They are taken anew only with the variable FLOWLU_PICTURES. */
const folder = 'media/pictures';

suite('pictures for README', () => {
	let stage: Stage;
	pictureFailures();
	suiteSetup(async () => {
		stage = await setStage({
			settings,
			prepare: workspace => {
				writeFileSync(join(workspace, file), scratchpad);
				writeFileSync(join(workspace, 'new.flowlu.http'), unfinished);
			},
		});
		await stage.window.page.setViewportSize({ width: 1280, height: 560 });
	});
	suiteTeardown(() => stage.clear());

	test('show a request and its response, a completion, and keys with what one of them may read', async () => {
		const { window, sandbox } = stage;
		const { page } = window;
		await window.palette('Flowlu: Start Sandbox');
		await window.showContainer('Flowlu');
		await window.treeRow('Sandbox').first().waitFor();
		await window.openFile(file);
		await window.send(0, window.codeLens('200').first());
		await picture('send', page.locator('.monaco-workbench'));

		await window.palette('View: Close All Editors');
		await window.openFile('new.flowlu.http');
		await page.keyboard.press('Control+End');
		await page.keyboard.press('Control+Space');
		await page.locator('.suggest-widget.visible .monaco-list-row').first().waitFor();
		await page.keyboard.press('Control+Space');
		await page.locator('.suggest-details').first().waitFor();
		await picture('completion', page.locator('.part.editor'), { width: 800, height: 330 });

		const [everything, limited] = sandbox.apiKeys;
		await addKey(window, { ...sandbox, key: everything?.key ?? '', label: 'Integration' });
		await addKey(window, { ...sandbox, key: limited?.key ?? '', label: 'CRM only' });
		await window.showContainer('Flowlu');
		await window.contextMenu('CRM only', 'Check Permissions', window.treeRow('checked').first());
		await widenSideBar(page);
		await picture('tree', page.locator('.sidebar'), { height: 420 });
	});
});

/** So far that what stands behind the names of keys is there in full. */
async function widenSideBar(page: Page): Promise<void> {
	const box = await page.locator('.sidebar').boundingBox();
	if (box === null) {
		throw new Error('There is no side bar to widen.');
	}
	const edge = box.x + box.width + 2;
	await page.mouse.move(edge, box.y + 200);
	await page.mouse.down();
	await page.mouse.move(edge + 200, box.y + 200, { steps: 5 });
	await page.mouse.up();
}

/** Takes a picture of an element, or of its upper left part, without the messages over it. */
async function picture(
	name: string,
	of: Locator,
	{ width, height }: { readonly width?: number; readonly height?: number } = {},
): Promise<void> {
	const page = of.page();
	await page.mouse.move(0, 0);
	const box = await of.first().boundingBox();
	if (box === null) {
		throw new Error(`There is nothing to picture as ${name}.`);
	}
	await draw(page);
	await page.screenshot({
		path: `${folder}/${name}.png`,
		animations: 'disabled',
		style: '.notifications-toasts { display: none !important }',
		clip: {
			...box,
			width: Math.min(width ?? box.width, box.width),
			height: Math.min(height ?? box.height, box.height),
		},
	});
}
