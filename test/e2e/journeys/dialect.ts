import { test } from 'mocha';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../support/until';
import { addFirstKey } from '../driver/flows';
import type { Stage } from '../driver/stage';
import { untilShown } from '../driver/untilShown';

const pasted = `curl -X POST 'https://acme.flowlu.com/api/v1/module/crm/account/create' \\
  -H "X-Trace: 1" -d type=2 --data-urlencode "name=A & B"
###
curl https://acme.flowlu.com/x | jq .
###
# @no-log
POST crm/account/create

< ./none.json
`;

/** What a scratchpad says beyond one request. */
export function dialect(stageOf: () => Stage): void {
	/** Writes and opens a file, with a key. */
	async function open(name: string, text: string): Promise<Stage> {
		const stage = stageOf();
		writeFileSync(join(stage.installation.workspace, name), text);
		await addFirstKey(stage, 'Mine');
		await stage.window.openFile(name);
		return stage;
	}

	test('a request that needs the response of another one has that sent before', async () => {
		const stage = stageOf();
		const { window, sandbox } = stage;
		await addFirstKey(stage, 'Mine');
		const before = sandbox.requests().length;
		await window.openFile('5-chain.flowlu.http');
		await window.send(1, window.codeLens('200').nth(1));
		const [created, read] = sandbox
			.requests()
			.slice(before)
			.map(({ method, url }) => `${method} ${url.split('?', 1)[0] ?? ''}`);
		assert.equal(created, 'POST /api/v1/module/crm/account/create');
		assert.match(read ?? '', /^GET \/api\/v1\/module\/crm\/account\/get\/\d+$/u);
	});

	test('what cannot be sent is underlined, curl commands too', async () => {
		const { window } = await open('pasted.flowlu.http', pasted);
		await window.squiggles('error').nth(1).waitFor();
	});

	test('all requests of a file are sent, and given up together', async () => {
		const { window, sandbox, installation } = stageOf();
		const all = 'GET core/user/list?page={{page}}\n###\nGET crm/lead/get/1\n';
		writeFileSync(join(installation.workspace, 'all.flowlu.http'), all);
		await open('runs.flowlu.http', 'run ./all.flowlu.http (@page=1)\n');
		const before = sandbox.requests().length;
		const sent = () => sandbox.requests().length - before;
		await window.editorLine('run ./all').first().waitFor();
		sandbox.setDelay(50_000);
		await window.send(0, window.requestLens(0, 'Cancel'));
		await until(() => sent() === 1);
		await untilShown(window.requestLens(0, 'Send'), () => window.requestLens(0, 'Cancel').click());
		sandbox.setDelay(0);
		assert.equal(sent(), 1);
		await window.send(0, window.tab('crm_lead_get_1').first());
		assert.equal(sent(), 3);
		const users = window.quickPickRow('GET core/user/list').first();
		await window.clickLens('2 of 2 requests succeeded', 0, users);
		await users.click();
		await window.tab('core_user_list').first().waitFor();
	});

	test('a request is copied as curl, with a variable in the place of its key, and pasted as a request again', async () => {
		const { window, sandbox } = await open('copied.flowlu.http', 'POST crm/account/create\n\nname=Zoë\n');
		await window.codeLens('Send').first().waitFor();
		await window.editorLine('POST crm/account/create').first().click();
		await window.palette('Flowlu: Copy as cURL');
		await window.toast('Set $FLOWLU_API_KEY before you run it').first().waitFor();
		await window.palette('Flowlu: New Scratchpad');
		await window.tab('Untitled').first().waitFor();
		// The editor has the focus when its text is there and the cursor below it.
		await window.statusBarItem('Ln 3, Col 1').first().waitFor();
		await window.page.keyboard.press('Control+V');
		await window.editorLine(`POST ${sandbox.origin}/api/v1/module/crm/account/create`).first().waitFor();
		let pasted = '';
		// Lines are moved to their places one after the other.
		await until(async () => {
			pasted = await window.editorText('Untitled');
			return /^###\nPOST [^]*name=Zoë/mu.test(pasted);
		});
		assert.doesNotMatch(pasted, /FLOWLU_API_KEY/u);
		assert.deepEqual(
			sandbox.apiKeys.filter(({ key }) => pasted.includes(key)),
			[],
		);
	});

	test('a file that is dropped into a request becomes its body', async () => {
		writeFileSync(join(stageOf().installation.workspace, 'body.json'), '{"name": "Dropped"}\n');
		const { window } = await open('dropped.flowlu.http', 'POST crm/account/create\n\n\n');
		const { page } = window;
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
}
