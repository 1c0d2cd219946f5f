import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { leavesNoSecretBehind } from './driver/canary';
import { addKey } from './driver/flows';
import { pictureFailures } from './driver/pictures';
import { setStage, type Stage } from './driver/stage';

const file = 'pasted.flowlu.http';

suite('dialect', () => {
	let stage: Stage;
	pictureFailures();
	suiteSetup(async () => {
		stage = await setStage({
			prepare: workspace => {
				const lines = [
					"curl -X POST 'https://acme.flowlu.com/api/v1/module/crm/account/create' \\",
					'  -H "X-Trace: 1" -d type=2 --data-urlencode "name=A & B"',
					'###',
					'curl https://acme.flowlu.com/x | jq .',
					'###',
					'# @no-log',
					'POST crm/account/create',
					'',
					'< ./none.json',
					'',
				];
				writeFileSync(join(workspace, file), lines.join('\n'));
				writeFileSync(join(workspace, 'copied.flowlu.http'), 'POST crm/account/create\n\nname=Zoë\n');
				writeFileSync(
					join(workspace, 'all.flowlu.http'),
					'GET core/user/list?page={{page}}\n###\nGET crm/lead/get/1\n',
				);
				writeFileSync(join(workspace, 'runs.flowlu.http'), 'run ./all.flowlu.http (@page=1)\n');
				writeFileSync(join(workspace, 'dropped.flowlu.http'), 'POST crm/account/create\n\n\n');
				writeFileSync(join(workspace, 'body.json'), '{"name": "Dropped"}\n');
			},
		});
	});
	suiteTeardown(() => stage.clear());

	test('a request that needs the answer of another one has that sent before', async () => {
		const { window, sandbox } = stage;
		await addKey(window, { ...sandbox, key: sandbox.apiKeys[0]?.key ?? '', label: 'Mine' });
		const before = sandbox.requests().length;
		await window.openFile('5-chain.flowlu.http');
		await window.codeLens('Send').nth(1).click();
		await window.codeLens('200').nth(1).waitFor();
		const [created, read] = sandbox
			.requests()
			.slice(before)
			.map(({ method, url }) => `${method} ${url.split('?', 1)[0] ?? ''}`);
		assert.equal(created, 'POST /api/v1/module/crm/account/create');
		assert.match(read ?? '', /^GET \/api\/v1\/module\/crm\/account\/get\/\d+$/u);
	});

	test('what cannot be sent is underlined, curl commands too', async () => {
		const { window } = stage;
		await window.openFile(file);
		await window.squiggles('error').nth(1).waitFor();
	});

	test('all requests of a file are sent, and given up together', async () => {
		const { window, sandbox } = stage;
		const before = sandbox.requests().length;
		const sent = () => sandbox.requests().slice(before).length;
		// An answer can be sent again, too; and what is being sent says so.
		const send = () =>
			window
				.codeLens('Send')
				.filter({ hasNotText: /Again|Sending/u })
				.first();
		await window.openFile('runs.flowlu.http');
		await window.editorLine('run ./all').first().waitFor();
		sandbox.setDelay(50_000);
		await send().click();
		await window.codeLens('Cancel').first().click();
		await send().waitFor();
		assert.ok(sent() <= 1);
		sandbox.setDelay(0);
		const cancelled = sent();
		await send().click();
		await window.tab('crm_lead_get_1').first().waitFor();
		assert.equal(sent(), cancelled + 2);
	});

	test('a request is copied as curl, with a variable in the place of its key, and pasted as a request again', async () => {
		const { window, sandbox } = stage;
		await window.openFile('copied.flowlu.http');
		await window.codeLens('Send').first().waitFor();
		await window.editorLine('POST crm/account/create').first().click();
		await window.palette('Flowlu: Copy as cURL');
		await window.toast('Copied. Set $FLOWLU_API_KEY').first().waitFor();
		await window.palette('Flowlu: New Scratchpad');
		await window.tab('Untitled').first().waitFor();
		// The editor has the focus when its text is there and the cursor below it.
		await window.statusBarItem('Ln 3, Col 1').first().waitFor();
		await window.page.keyboard.press('Control+V');
		await window.editorLine('$FLOWLU_API_KEY').first().waitFor();
		const pasted = await window.editorText('Untitled');
		assert.match(pasted, /curl [^]*crm\/account\/create[^]*--data-raw name=Zo%C3%AB/u);
		assert.deepEqual(
			sandbox.apiKeys.filter(({ key }) => pasted.includes(key)),
			[],
		);
		await window.palette('Flowlu: Paste cURL as Request');
		await window.editorLine(`POST ${sandbox.origin}/api/v1/module/crm/account/create`).first().waitFor();
	});

	test('a file that is dropped into a request becomes its body', async () => {
		const { window } = stage;
		const { page } = window;
		await window.openFile('dropped.flowlu.http');
		await window.codeLens('Send').first().waitFor();
		await window.showContainer('Explorer');
		await window.treeRow('body.json').first().hover();
		await page.mouse.down();
		const line = await window.editorLine('POST crm/account/create').first().boundingBox();
		assert.ok(line);
		// Below the empty line; with Shift, as otherwise the file is opened.
		const target = { x: line.x + 40, y: line.y + line.height * 2.5 };
		await page.mouse.move(target.x, target.y - 10, { steps: 5 });
		await page.keyboard.down('Shift');
		await page.mouse.move(target.x, target.y, { steps: 5 });
		await page.mouse.up();
		await page.keyboard.up('Shift');
		await window.editorLine('< ./body.json').first().waitFor();
	});

	leavesNoSecretBehind(() => stage);
});
