import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { addKey } from '../e2e/driver/flows';
import { pictureFailures } from '../e2e/driver/pictures';
import { setStage, type Stage } from '../e2e/driver/stage';

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

/** README's pictures are taken anew with the variable FLOWLU_PICTURES; otherwise they are only for whoever looks. */
const folder = process.env['FLOWLU_PICTURES'] ? 'media/pictures' : 'out/pictures';

suite('pictures for README', () => {
	let stage: Stage;
	pictureFailures();
	suiteSetup(async () => {
		stage = await setStage({
			settings,
			prepare: workspace => {
				writeFileSync(join(workspace, file), scratchpad);
			},
		});
		await stage.window.page.setViewportSize({ width: 1280, height: 560 });
	});
	suiteTeardown(() => stage.clear());

	test('show keys in the tree, a request and its answer, and an error in words', async () => {
		const { window, sandbox } = stage;
		const [everything, limited] = sandbox.apiKeys;
		await addKey(window, { ...sandbox, key: everything?.key ?? '', label: 'Everything' });
		await addKey(window, { ...sandbox, key: limited?.key ?? '', label: 'Import' });
		await window.showContainer('Flowlu');
		await window.treeRow('Import').first().waitFor();
		await picture('tree', window.page.locator('.sidebar'), { height: 130 });

		await window.openFile(file);
		await window.codeLens('Send').first().click();
		await window.codeLens('200').first().waitFor();
		await picture('send', window.page.locator('.monaco-workbench'));

		await window.codeLens('Send').nth(1).click();
		await window.codeLens('Flowlu error').first().waitFor();
		await picture('error', window.page.locator('.editor-group-container').nth(1), { height: 200 });
	});
});

/** Takes a picture of an element, or of its upper part, without the messages over it. */
async function picture(name: string, of: Locator, { height }: { readonly height?: number } = {}): Promise<void> {
	const page = of.page();
	await page.mouse.move(0, 0);
	const box = await of.first().boundingBox();
	if (box === null) {
		throw new Error(`There is nothing to picture as ${name}.`);
	}
	await page.screenshot({
		path: `${folder}/${name}.png`,
		animations: 'disabled',
		style: '.notifications-toasts { display: none }',
		clip: { ...box, height: Math.min(height ?? box.height, box.height) },
	});
}
