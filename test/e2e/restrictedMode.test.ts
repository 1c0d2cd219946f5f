import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { leavesNoSecretBehind } from './driver/canary';
import { addKey } from './driver/flows';
import { pictureFailures } from './driver/pictures';
import { setStage, type Stage } from './driver/stage';

const file = 'foreign.flowlu.http';

suite('a workspace that is not trusted', () => {
	let stage: Stage;
	pictureFailures();
	suiteSetup(async () => {
		stage = await setStage({
			workspaceTrust: 'restricted',
			prepare: workspace => {
				writeFileSync(join(workspace, file), 'GET core/user/list\n');
			},
		});
	});
	suiteTeardown(() => stage.clear());

	test('does not keep a person from adding a key', async () => {
		const { window, sandbox } = stage;
		await addKey(window, { ...sandbox, key: sandbox.apiKeys[0]?.key ?? '', label: 'Mine' });
	});

	test('is read and edited, and sends nothing', async () => {
		const { window, sandbox } = stage;
		const before = sandbox.requests().length;
		await window.openFile(file);
		await window.codeLens('Trust this workspace to send').first().waitFor();
		await window.typeInEditor(file, '    ?limit=1\n');
		await window.editorLine('?limit=1').first().waitFor();
		await window.page.keyboard.press('Control+Enter');
		await window.toast('only from a workspace that you trust').first().waitFor();
		assert.equal(sandbox.requests().length, before);
		await window.closeToasts();
	});

	test('sends once it is trusted, without a reload', async () => {
		const { window, sandbox } = stage;
		const before = sandbox.requests().length;
		await window.codeLens('Trust this workspace to send').first().click();
		await window.page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
		await window.tab(file).first().click();
		await window.codeLens('· Mine').first().waitFor();
		await window.editorLine('core/user/list').first().click();
		await window.page.keyboard.press('Control+Enter');
		await window.tab('core_user_list.json').first().waitFor();
		assert.deepEqual(
			sandbox
				.requests()
				.slice(before)
				.map(({ url }) => new URL(url, sandbox.origin).searchParams.get('limit')),
			['1'],
		);
	});

	leavesNoSecretBehind(() => stage);
});
